package store

import (
	"context"
	"database/sql"
	"errors"
)

// snapshot runs fn on the database as it stands at one moment, whatever is
// written meanwhile. Within fn only q may be asked.
func (db *DB) snapshot(ctx context.Context, fn func(q querier) error) error {
	t, err := db.reads.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	return errors.Join(fn(t), t.Rollback())
}

// scanID reads a row that is one number.
func scanID(rows *sql.Rows) (id int64, err error) {
	err = rows.Scan(&id)
	return id, err
}
