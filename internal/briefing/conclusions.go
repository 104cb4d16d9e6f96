package briefing

// Conclusions are what was concluded at a meeting (kết luận hội nghị), as the
// notice of conclusions says it.
type Conclusions struct {
	Meeting   int64
	Text      string // paragraphs, one a line
	Number    string // of the notice (thông báo kết luận); "" while it has none
	IssuedOn  Day    // day of the notice; "" while it is not issued
	Citations []Citation
	Rejected  []Citation // found in Text, but no citations in the eyes of a person
	Tasks     []Task     // that it gives, in order
	Version   int        // raised by every save; a stale one is refused; 0 while there is none
}
