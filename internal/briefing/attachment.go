package briefing

import "time"

// An Attachment is a file that belongs to a record. One of the same record and
// name as one before is its new version.
type Attachment struct {
	ID        int64
	Name      string // as the person's file was called
	MediaType string
	Size      int64  // bytes
	SHA256    string // of its bytes, lower-case hexadecimal
	AddedAt   time.Time
}

// A StoredFile is an attachment with the record that it belongs to, and what
// became of its text.
type StoredFile struct {
	Attachment
	Entity   string // kind of the record: "directive"
	EntityID int64
	Newest   bool     // no later version is there
	Text     FileText // without the text itself in lists
}
