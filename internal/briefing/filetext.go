package briefing

// Bounds of the citations that are kept of a file.
const (
	MaxCited     = 500   // documents that they name
	MaxCitations = 2_000 // all of them
)

// FirstCitations returns those citations of a file that are kept: of the first
// documents that it names.
func FirstCitations(found []Citation) []Citation {
	var kept []Citation
	named := map[Citation]bool{}
	for _, c := range found {
		said := c.Said()
		if len(kept) == MaxCitations {
			break
		}
		if named[said] || len(named) < MaxCited {
			named[said] = true
			kept = append(kept, c)
		}
	}
	return kept
}

// CitationsFull reports whether a file names as many documents as are kept, so
// that it may name more.
func CitationsFull(kept []Citation) bool {
	named := map[Citation]bool{}
	for _, c := range kept {
		named[c.Said()] = true
	}
	return len(named) >= MaxCited || len(kept) >= MaxCitations
}

// A FileText is what was read out of an attachment.
type FileText struct {
	State     TextState
	Text      string // as vntext.Normalize leaves it; "" where there is none
	Converted bool   // some of it was written in TCVN3 or VNI and is Unicode now
	Cut       bool   // the file says more than was kept
}

// A TextState tells what became of the text of an attachment.
type TextState string

const (
	TextWaiting TextState = ""       // it has not been read yet
	TextRead    TextState = "read"   // all is there, or what was kept of it
	TextNone    TextState = "none"   // the file holds no letters: a picture, a scan
	TextLocked  TextState = "locked" // behind a password
	TextBroken  TextState = "broken" // the file is damaged, or not what its name says
	TextFailed  TextState = "failed" // reading it did not end well, more than once
)

// Label says in a sentence what became of the text; "" where all was read.
func (s TextState) Label() string {
	switch s {
	case TextWaiting:
		return "Đang đọc chữ trong tệp; mở lại trang sau ít giây."
	case TextNone:
		return "Tệp không có chữ để đọc: đây là ảnh hoặc bản chụp. Vẫn tải về xem được, nhưng không tìm theo nội dung được."
	case TextLocked:
		return "Tệp có mật khẩu nên không đọc được chữ. Muốn tìm theo nội dung, gửi lại bản không có mật khẩu."
	case TextBroken:
		return "Tệp hỏng bên trong nên không đọc được chữ. Mở tệp, lưu lại rồi gửi lại."
	case TextFailed:
		return "Không đọc được chữ trong tệp này. Tệp vẫn được giữ nguyên và tải về được."
	}
	return ""
}
