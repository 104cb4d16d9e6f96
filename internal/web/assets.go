package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"

	"github.com/gin-gonic/gin"
)

const staticRoot = "/static/"

// assets are the style sheets, scripts and pictures. Their address holds a
// hash of all of them, so browsers may keep them for ever.
type assets struct {
	version string
	files   map[string][]byte
}

func newAssets(files fs.FS) (*assets, error) {
	a := &assets{files: map[string][]byte{}}
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		a.files[name] = b
		fmt.Fprintf(sum, "%s %d ", name, len(b))
		sum.Write(b)
		return nil
	})
	a.version = hex.EncodeToString(sum.Sum(nil))[:16]
	return a, err
}

// url returns the address of a file, "css/base.css".
func (a *assets) url(name string) (string, error) {
	if _, ok := a.files[name]; !ok {
		return "", fmt.Errorf("no static file %q", name)
	}
	return staticRoot + a.version + "/" + name, nil
}

func (s *server) asset(c *gin.Context) error {
	name := c.Param("file")[1:]
	b, ok := s.assets.files[name]
	if !ok || c.Param("version") != s.assets.version {
		return errNoPage
	}
	c.Header("Cache-Control", "public, max-age=31536000, immutable")
	c.Header("Vary", "") // the same for everybody, signed in or not
	c.Data(http.StatusOK, mime.TypeByExtension(path.Ext(name)), b)
	return nil
}
