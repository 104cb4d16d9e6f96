package backup

// SetRename lets a commit move files with another function.
func (s *Staged) SetRename(rename func(from, to string) error) { s.rename = rename }

// FinishWith is Finish with another function that moves files.
func FinishWith(dir string, rename func(from, to string) error) (string, error) {
	return finish(dir, rename)
}
