package briefing

import "time"

// An Attachment is a file that belongs to a record.
type Attachment struct {
	ID        int64
	Name      string // as the person's file was called
	MediaType string
	Size      int64  // bytes
	SHA256    string // of its bytes, lower-case hexadecimal
	AddedAt   time.Time
}
