package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"giaoban/internal/briefing"
	"giaoban/internal/search"
)

// maxBegun is how many runes of what is being typed are looked at.
const maxBegun = 200

// A suggestion completes what is being typed.
type suggestion struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"` // runes of the text
	Kind  string   `json:"kind"`
	URL   string   `json:"url"`
}

// suggest answers with what may be meant by what is being typed, for the script
// of the search box.
func (s *server) suggest(c *gin.Context) error {
	a := account(c)
	found, err := s.db.Suggest(c.Request.Context(), scopeOf(a), cutText(cleanText(c.Query("q")), maxBegun))
	if err != nil {
		return err
	}
	all := []suggestion{}
	for _, f := range found {
		one := suggestion{Text: f.Title, Marks: f.Marks, Kind: briefing.EntityLabel(f.Kind),
			URL: recordURL(f.Kind, f.ID, Office.admits(a))}
		switch {
		case f.Symbol != "":
			one = suggestion{Text: f.Symbol, Kind: "Số, ký hiệu", URL: address(searchPath, url.Values{"q": {f.Symbol}})}
		case f.Issuer != "":
			one = suggestion{Text: f.Issuer, Marks: f.Marks, Kind: "Cơ quan ban hành",
				URL: address(searchPath, url.Values{"q": {cutText(f.Issuer, maxTyped)}, string(search.FacetIssuer): {f.Issuer}})}
		case f.Kind == "unit": // it has no page of its own: what is there of it
			one.URL = address(searchPath, url.Values{"q": {cutText(f.Title, maxTyped)}, string(search.FacetUnit): {strconv.FormatInt(f.ID, 10)}})
		}
		if one.Marks == nil {
			one.Marks = [][2]int{}
		}
		all = append(all, one)
	}
	body, err := json.Marshal(all)
	if err != nil {
		return err
	}
	c.Header("Content-Type", "application/json; charset=utf-8")
	s.send(c.Writer, c.Request, http.StatusOK, body)
	return nil
}
