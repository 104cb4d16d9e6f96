package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"
)

// sqlite is the embedded engine.
type sqlite struct{}

// applicationID marks our files in their header: "GBan".
const applicationID = 0x4742616e

// sqliteMinimum is the first version without the WAL-reset corruption race
// (present from 3.7.0 to 3.51.2).
const sqliteMinimum = 3_051_003

// readers is the size of the pool for reading.
const readers = 8

func (sqlite) migrations() (goose.Dialect, string) {
	return goose.DialectSQLite3, "migrations/sqlite"
}

func (sqlite) create(ctx context.Context, path string) error {
	// O_EXCL: two starts at once must not both think they made the file.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", sqliteDSN(path, "mode=rw&_synchronous=FULL"))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID)); err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "PRAGMA journal_mode = WAL")
	return err
}

func (sqlite) open(ctx context.Context, path string) (reads, writes *sql.DB, err error) {
	if err := sqliteCheckHeader(path); err != nil {
		return nil, nil, err
	}
	// Uploads and reports may be large, but a record is small: a wait of ten
	// seconds means that something is stuck, not that somebody is writing.
	const common = "mode=rw&_busy_timeout=10000&_foreign_keys=on&_stmt_cache_size=64"
	writes, err = sql.Open("sqlite3", sqliteDSN(path, common+"&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate"))
	if err != nil {
		return nil, nil, err
	}
	writes.SetMaxOpenConns(1)
	reads, err = sql.Open("sqlite3", sqliteDSN(path, common+"&_query_only=true"))
	if err != nil {
		return nil, nil, errors.Join(err, writes.Close())
	}
	reads.SetMaxOpenConns(readers)
	reads.SetMaxIdleConns(readers)
	err = sqliteAssert(ctx, writes, map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "query_only": "0"})
	if err == nil {
		err = sqliteAssert(ctx, reads, map[string]string{
			"journal_mode": "wal", "foreign_keys": "1", "query_only": "1"})
	}
	if err != nil {
		return nil, nil, errors.Join(err, reads.Close(), writes.Close())
	}
	return reads, writes, nil
}

// sqliteDSN builds the address of a file whose path may hold any character.
func sqliteDSN(path, query string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query
}

// sqliteCheckHeader refuses a file that is not ours before the library opens
// it: it would take an empty file for a new database.
func sqliteCheckHeader(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Mode().IsRegular() && info.Size() == 0 {
		return ErrEmpty
	}
	header := make([]byte, 100)
	if _, err := f.ReadAt(header, 0); err != nil || !strings.HasPrefix(string(header), "SQLite format 3\x00") {
		return ErrForeign
	}
	id := uint32(header[68])<<24 | uint32(header[69])<<16 | uint32(header[70])<<8 | uint32(header[71])
	if id != applicationID {
		return ErrForeign
	}
	return nil
}

// sqliteAssert makes sure that the settings hold: a misspelt one would be
// ignored in silence.
func sqliteAssert(ctx context.Context, db *sql.DB, want map[string]string) error {
	if _, number, _ := sqlite3.Version(); number < sqliteMinimum {
		return fmt.Errorf("SQLite %d is older than %d", number, sqliteMinimum)
	}
	for name, value := range want {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+name).Scan(&got); err != nil {
			return fmt.Errorf("pragma %s: %w", name, err)
		}
		if got != value {
			return fmt.Errorf("pragma %s is %s, want %s", name, got, value)
		}
	}
	return nil
}

// copyTo uses VACUUM INTO: unlike a file copy it is never torn by a writer, and
// unlike the stepwise backup it ends under steady writes.
func (sqlite) copyTo(ctx context.Context, path, copy string) error {
	// A connection of its own: the pool for reading refuses every write, also
	// to another file.
	db, err := sql.Open("sqlite3", sqliteDSN(path, "mode=ro&_busy_timeout=10000"))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO $1", copy); err != nil {
		return err
	}
	if err := os.Chmod(copy, 0o600); err != nil {
		return err
	}
	f, err := os.OpenFile(copy, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// release leaves the write-ahead log, for which SQLite must be alone.
func (sqlite) release(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", sqliteDSN(path, "mode=rw&_busy_timeout=2000&_synchronous=FULL"))
	if err != nil {
		return err
	}
	defer db.Close()
	var mode string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode); err != nil {
		return err
	}
	if mode != "delete" {
		return ErrBusy
	}
	return nil
}

func (sqlite) check(ctx context.Context, reads *sql.DB) error {
	for _, pragma := range []string{"integrity_check(1)", "foreign_key_check"} {
		faults, err := query(ctx, reads, func(rows *sql.Rows) (string, error) {
			columns, err := rows.Columns()
			if err != nil {
				return "", err
			}
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(sql.NullString)
			}
			err = rows.Scan(values...)
			return values[0].(*sql.NullString).String, err
		}, "PRAGMA "+pragma)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if len(faults) > 0 && faults[0] != "ok" {
			return fmt.Errorf("%w: %s", ErrDamaged, faults[0])
		}
	}
	return nil
}

func (sqlite) explain(err error) error {
	e, ok := errors.AsType[sqlite3.Error](err)
	switch {
	case !ok:
		return nil
	case e.Code == sqlite3.ErrFull:
		return ErrFull
	case e.Code == sqlite3.ErrBusy, e.Code == sqlite3.ErrLocked:
		return ErrBusy
	case e.Code == sqlite3.ErrCorrupt, e.Code == sqlite3.ErrNotADB:
		return ErrDamaged
	}
	return nil
}

func (sqlite) schema(ctx context.Context, q querier) (map[string]string, error) {
	all := map[string]string{}
	_, err := query(ctx, q, func(rows *sql.Rows) (struct{}, error) {
		var kind, name, text string
		err := rows.Scan(&kind, &name, &text)
		all[kind+" "+name] = text
		return struct{}{}, err
	}, `
		SELECT type, name, CASE
			WHEN name = 'goose_db_version' AND type = 'table' THEN ''
			WHEN name IN (SELECT t.name FROM pragma_table_list t WHERE t.type = 'shadow') THEN ''
			ELSE sql END
		FROM sqlite_schema
		WHERE sql IS NOT NULL AND NOT (type = 'table' AND substr(name, 1, 7) = 'sqlite_')
		ORDER BY type, name`)
	return all, err
}

func (sqlite) scratch() (*sql.DB, error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err == nil {
		db.SetMaxOpenConns(1) // each connection would have a database of its own
	}
	return db, err
}

func (sqlite) settle(ctx context.Context, writes *sql.DB) error {
	_, err := writes.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
	return err
}
