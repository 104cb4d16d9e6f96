// Package store keeps everything in one database, an SQLite file by default.
// Reads come from a read-only pool; every write goes through one function that
// ends in an audit entry in the same transaction.
package store

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// FileName is the name of the database inside the data folder.
const FileName = "giaoban.db"

var (
	// ErrNotFound says that no record has the id.
	ErrNotFound = errors.New("không tìm thấy")
	// ErrStale says that somebody saved the record since it was read.
	ErrStale = errors.New("người khác đã lưu trong lúc bạn sửa")
	// ErrNoDatabase says that the data folder holds no database.
	ErrNoDatabase = errors.New("chưa có cơ sở dữ liệu")
	// ErrIncomplete says that the data folder holds parts of a database but not
	// the database itself.
	ErrIncomplete = errors.New("có tệp của một cơ sở dữ liệu nhưng thiếu " + FileName)
	// ErrEmpty says that the database file holds nothing at all.
	ErrEmpty = errors.New("tệp cơ sở dữ liệu trống (0 byte)")
	// ErrForeign says that a file is no database of this program.
	ErrForeign = errors.New("không phải cơ sở dữ liệu của Giao ban")
	// ErrFull says that the disk has no room: nothing was stored.
	ErrFull = errors.New("ổ đĩa đã đầy")
	// ErrBusy says that another program holds the database: nothing was stored.
	ErrBusy = errors.New("cơ sở dữ liệu đang bận")
	// ErrDamaged says that the database is broken inside.
	ErrDamaged = errors.New("cơ sở dữ liệu bị hỏng")
	// ErrEmptied says that the database lost all it held, as when the file of the
	// newest writes beside it was not copied with it.
	ErrEmptied = errors.New("tệp " + FileName + " trống dù đã từng có dữ liệu, có thể thiếu tệp " + FileName + "-wal đi kèm")
	// ErrWrongKey says that the key of the audit trail is that of another one.
	ErrWrongKey = errors.New("tệp khóa nhật ký " + KeyFileName + " không phải của cơ sở dữ liệu này")
	// ErrNewer says that a newer version of the program wrote the database.
	ErrNewer = errors.New("cơ sở dữ liệu do phiên bản mới hơn tạo ra")
)

// A DB is an open database. It is safe for concurrent use.
type DB struct {
	path    string
	reads   *sql.DB
	writes  *sql.DB // one connection
	dialect dialect
	trail   *trail
	alarm   alarm
	planned map[string]string // the schema that the migrations make
	now     func() time.Time

	filled  int           // records that Open put into a new index
	ranking chan struct{} // holds one for each search that ranks all it finds
}

// A dialect is all that differs between database engines.
type dialect interface {
	// open returns the pools for reading and for writing, with the engine's
	// settings made and asserted.
	open(ctx context.Context, path string) (reads, writes *sql.DB, err error)
	// create makes an empty database that open will accept.
	create(ctx context.Context, path string) error
	// copyTo writes a consistent copy of the database at path to a new file.
	copyTo(ctx context.Context, path, copy string) error
	// check reads the whole database and returns what is broken.
	check(ctx context.Context, reads *sql.DB) error
	// explain returns ErrFull, ErrBusy or ErrDamaged for an error of the engine
	// that means so, else nil.
	explain(err error) error
	// migrations returns goose's name of the engine and the folder of its SQL.
	migrations() (goose.Dialect, string)
	// schema returns the definitions of all that the database consists of, by
	// kind and name: "trigger audit_no_delete".
	schema(ctx context.Context, q querier) (map[string]string, error)
	// scratch opens a new database in memory.
	scratch() (*sql.DB, error)
	// settle moves what was written beside the database into its own file.
	settle(ctx context.Context, writes *sql.DB) error
	// release moves all into the file at path, which nobody else may have open.
	release(ctx context.Context, path string) error
}

// Create makes a new database in dir, which it creates, and opens it. It fails
// when dir holds one already, or what one left behind.
func Create(ctx context.Context, dir string) (*DB, error) {
	if err := refuseUnfinished(dir); err != nil {
		return nil, err
	}
	if err := makePrivate(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, FileName)
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s: đã có sẵn", path)
	}
	if leftover(dir) {
		return nil, fmt.Errorf("%s: %w", dir, ErrIncomplete)
	}
	if err := createTrail(dir); err != nil {
		return nil, fmt.Errorf("create %s: %w", dir, err)
	}
	if err := createFile(ctx, sqlite{}, path); err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	return Open(ctx, dir)
}

// leftover reports whether dir holds parts of a database that was in use.
func leftover(dir string) bool {
	for _, part := range []string{FileName + "-wal", FileName + "-shm"} {
		if _, err := os.Lstat(filepath.Join(dir, part)); err == nil {
			return true
		}
	}
	return used(dir)
}

// makePrivate makes a folder that only its owner may open. One that is there
// and empty becomes so; one with files in it has other uses and stays.
func makePrivate(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		return err
	}
	return os.Chmod(dir, 0o700)
}

// createFile makes the database under another name first: a stop in between
// leaves nothing that looks like a database and is none.
func createFile(ctx context.Context, d dialect, path string) error {
	draft := path + ".new"
	if err := os.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := d.create(ctx, draft); err != nil {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return SyncDir(filepath.Dir(path))
}

// SyncDir makes new names in a folder outlast a power cut.
func SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // it cannot flush a folder
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Exists reports whether dir holds a database file, of whatever kind.
func Exists(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, FileName))
	return err == nil
}

// Open opens the database in dir and brings its schema and its index for
// searches up to date. A missing, foreign, newer or visibly damaged one is
// refused by name and never created or changed.
func Open(ctx context.Context, dir string) (*DB, error) {
	if err := refuseUnfinished(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, FileName)
	if !Exists(dir) {
		err := ErrNoDatabase
		if leftover(dir) {
			err = ErrIncomplete
		}
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	d := sqlite{}
	reads, writes, err := d.open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, cmp.Or(d.explain(err), err))
	}
	trail, err := openTrail(dir)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", dir, err), reads.Close(), writes.Close())
	}
	if err := closeFolder(dir); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", dir, err), reads.Close(), writes.Close())
	}
	db := &DB{path: path, reads: reads, writes: writes, dialect: d, trail: trail, now: time.Now,
		ranking: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-2))}
	if err := db.start(ctx, dir); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, cmp.Or(d.explain(err), err)), db.Close())
	}
	return db, nil
}

// start makes sure that the database and what stands beside it belong together,
// and brings its schema up to date.
func (db *DB) start(ctx context.Context, dir string) error {
	schema, err := db.dialect.schema(ctx, db.reads)
	if err != nil {
		return err
	}
	if len(schema) == 0 && used(dir) {
		return ErrEmptied
	}
	if _, begun := schema["table audit"]; begun {
		if err := db.checkKey(ctx); err != nil {
			return err
		}
	}
	if err := db.migrate(ctx); err != nil {
		return err
	}
	if err := db.fillSearch(ctx); err != nil {
		return err
	}
	if err := db.KeepDay(ctx); err != nil && !errors.Is(err, ErrFull) && !errors.Is(err, ErrBusy) {
		return err
	}
	if db.planned, err = db.plannedSchema(ctx); err != nil {
		return fmt.Errorf("planned schema: %w", err)
	}
	return db.assess(ctx)
}

// Close closes the database; what was committed is safe before and after.
func (db *DB) Close() error {
	return errors.Join(db.reads.Close(), db.writes.Close())
}

// CopyTo writes a consistent copy of the database to a new file while others
// read and write. The copy is flushed to disk.
func (db *DB) CopyTo(ctx context.Context, path string) error {
	if err := db.dialect.copyTo(ctx, db.path, path); err != nil {
		return fmt.Errorf("copy to %s: %w", path, err)
	}
	return nil
}

// Check reads the whole database and fails with ErrDamaged when its structure
// or a reference in it is broken. It cannot find a changed letter: only the
// sums of a backup can.
func (db *DB) Check(ctx context.Context) error { return db.dialect.check(ctx, db.reads) }

// migrate applies the migrations that the database lacks, each in its own
// transaction.
func (db *DB) migrate(ctx context.Context) error {
	engine, folder := db.dialect.migrations()
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(engine, db.writes, files)
	if err != nil {
		return err
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("%w (lược đồ %d, chương trình biết đến %d)", ErrNewer, current, target)
	}
	if current == target {
		return nil
	}
	if _, err = p.Up(ctx); err != nil {
		return err
	}
	return db.dialect.settle(ctx, db.writes)
}

// CopyTrail writes the key of the trail and its head file into another folder
// as they are, for a copy of the database that is made afterwards.
func (db *DB) CopyTrail(dir string) error { return db.trail.copyTo(dir) }
