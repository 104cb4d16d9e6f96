package backup

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"giaoban/internal/store"
)

// What a manifest may hold. It bounds itself by nothing, so whoever forges one
// must not make it cost more than the zip file that it stands in.
const (
	maxManifest  = 32 << 20 // bytes: some 100,000 files
	manifestBase = 64 << 10 // bytes beside its files
	manifestLine = 1 << 10  // bytes for each file
	maxRatio     = 1032     // Deflate makes nothing smaller than that
)

// An archive is a backup whose manifest fits the directory of its zip file.
type archive struct {
	*zip.ReadCloser
	manifest *Manifest
	members  map[string]*zip.File
	size     int64 // bytes of all files in the manifest

	most   int64 // bytes that they can have at all
	listed map[string]bool
}

// openArchive opens a backup and reads its manifest. The caller closes it.
func openArchive(path string) (*archive, error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, ErrNotBackup
	}
	if err != nil {
		return nil, err
	}
	a := &archive{ReadCloser: z, members: map[string]*zip.File{}, listed: map[string]bool{}}
	if err := a.read(path); err != nil {
		return nil, errors.Join(err, z.Close())
	}
	return a, nil
}

func (a *archive) read(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	a.most = info.Size() * maxRatio
	for _, f := range a.File {
		if a.members[f.Name] != nil {
			return &DamageError{f.Name, "có hai lần trong bản sao lưu"}
		}
		a.members[f.Name] = f
	}
	b, err := a.manifestBytes()
	if err != nil {
		return err
	}
	if a.manifest, err = a.parse(b); err != nil {
		return err
	}
	if !plausible(a.manifest.Made) { // then since when it is here
		a.manifest.Made = info.ModTime().UTC()
	}
	return nil
}

func (a *archive) manifestBytes() ([]byte, error) {
	f := a.members[manifestName]
	if f == nil {
		return nil, ErrNotBackup
	}
	most := min(maxManifest, manifestBase+manifestLine*uint64(len(a.File)))
	if f.UncompressedSize64 > most {
		return nil, &DamageError{manifestName, "dài quá so với số tệp"}
	}
	in, err := f.Open()
	if err != nil {
		return nil, &DamageError{manifestName, "không đọc được"}
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, int64(most)+1))
	if err != nil {
		return nil, &DamageError{manifestName, "không đọc được"}
	}
	return b, nil
}

// parse reads a manifest, file by file up to the first that the zip file does
// not hold like that, and refuses one that misses the database.
func (a *archive) parse(b []byte) (*Manifest, error) {
	m := new(Manifest)
	if err := a.decode(json.NewDecoder(bytes.NewReader(b)), m); err != nil {
		if _, damaged := errors.AsType[*DamageError](err); damaged {
			return nil, err
		}
		return nil, ErrNotBackup
	}
	if m.Schema != 1 {
		return nil, ErrNotBackup
	}
	for _, needed := range []string{store.FileName, store.KeyFileName, store.HeadFileName} {
		if !a.listed[needed] && (needed != store.HeadFileName || m.AuditFault == "") {
			return nil, &DamageError{needed, "không có trong bản sao lưu"}
		}
	}
	if len(a.members) != len(m.Files)+1 {
		return nil, &DamageError{manifestName, "số tệp không khớp"}
	}
	return m, nil
}

func (a *archive) decode(dec *json.Decoder, m *Manifest) error {
	fields := map[json.Token]any{"schema": &m.Schema, "made": &m.Made, "program": &m.Program,
		"audit_head": &m.AuditHead, "audit_fault": &m.AuditFault}
	if err := expect(dec, '{'); err != nil {
		return err
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		if name == "files" {
			err = a.decodeFiles(dec, m)
		} else if field, known := fields[name]; known {
			err = dec.Decode(field)
		} else {
			err = dec.Decode(new(json.RawMessage))
		}
		if err != nil {
			return err
		}
	}
	return expect(dec, '}')
}

func (a *archive) decodeFiles(dec *json.Decoder, m *Manifest) error {
	if err := expect(dec, '['); err != nil {
		return err
	}
	for dec.More() {
		var f File
		if err := dec.Decode(&f); err != nil {
			return err
		}
		if err := a.list(f); err != nil {
			return err
		}
		m.Files = append(m.Files, f)
	}
	return expect(dec, ']')
}

// list notes a file of the manifest. It refuses one outside the data folder, and
// one that is not in the zip file or has another size there.
func (a *archive) list(f File) error {
	if !memberName(f.Name) || a.listed[f.Name] {
		return &DamageError{manifestName, fmt.Sprintf("tên tệp %q", f.Name)}
	}
	member := a.members[f.Name]
	if member == nil {
		return &DamageError{f.Name, "thiếu"}
	}
	if f.Size < 0 || uint64(f.Size) != member.UncompressedSize64 || f.Size > a.most-a.size {
		return &DamageError{manifestName, fmt.Sprintf("cỡ của tệp %q", f.Name)}
	}
	a.listed[f.Name] = true
	a.size += f.Size
	return nil
}

// expect reads a bracket.
func expect(dec *json.Decoder, want json.Delim) error {
	got, err := dec.Token()
	if err == nil && got != want {
		err = ErrNotBackup
	}
	return err
}

// plausible reports whether a backup may have been made at a time: the clocks of
// two machines may differ by a day.
func plausible(made time.Time) bool {
	return made.Year() >= 2000 && made.Before(time.Now().Add(24*time.Hour))
}
