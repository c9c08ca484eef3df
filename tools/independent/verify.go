// An independent verifier of the public log, in another language and on other people's code (golang.org/x/mod/sumdb). It shares
// nothing with the product but the published formats: it reads what is served, hashes every entry, recomputes the root, compares
// every tile byte for byte, and checks inclusion, consistency and witnesses.
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go build -o verify verify.go
//	verify -url https://site.example/ledger -vkey KEY [-old checkpoint] [-witness KEY …] [-k N]
//
// Exit code: 0 all fits, 1 something does not, 2 it could not be read.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8
const width = 1 << height

// A doubt is something that does not fit, as opposed to something that could not be read.
type doubt struct{ what string }

func (d doubt) Error() string { return d.what }

func doubtf(format string, args ...any) error { return doubt{fmt.Sprintf(format, args...)} }

type head struct {
	origin string
	tree   tlog.Tree
	stamps int
}

// cosigner verifies timestamped signatures of witnesses (type 0x04), which sumdb/note does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(signature), text)
	return ed25519.Verify(c.key, []byte(message), signature[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed witness key")
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	key, decodeErr := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || decodeErr != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, errors.New("malformed witness key")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if binary.BigEndian.Uint32(sum[:]) != uint32(hash) {
		return nil, errors.New("the id of the witness key is wrong")
	}
	return cosigner{parts[0], uint32(hash), key[1:]}, nil
}

// openCheckpoint accepts a note that the log has signed and counts the witnesses that have.
func openCheckpoint(text []byte, log note.Verifier, witnesses []note.Verifier) (head, error) {
	opened, err := note.Open(text, note.VerifierList(append([]note.Verifier{log}, witnesses...)...))
	if err != nil {
		return head{}, doubtf("checkpoint: %v", err)
	}
	byLog, stamps := false, 0
	for _, signature := range opened.Sigs {
		if signature.Name == log.Name() && signature.Hash == log.KeyHash() {
			byLog = true
		} else {
			stamps++
		}
	}
	lines := strings.Split(opened.Text, "\n")
	if !byLog || len(lines) != 4 || lines[0] != log.Name() {
		return head{}, doubtf("checkpoint: not of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return head{}, doubtf("checkpoint: size %q", lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return head{}, doubtf("checkpoint: root %q", lines[2])
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return head{lines[0], tree, stamps}, nil
}

type site struct{ url string }

func (s site) get(path string) ([]byte, error) {
	answer, err := http.Get(s.url + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusNotFound {
		return nil, doubtf("%s is not served", path)
	}
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, 256*(65535+2)+1))
}

func tilePath(tile tlog.Tile) string {
	return "tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
}

func bundlePath(n int64, w int) string {
	path := tilePath(tlog.Tile{H: height, L: 0, N: n, W: w})
	return "tile/entries/" + strings.TrimPrefix(path, "tile/0/")
}

// The tiles as they are served, for tlog.TileHashReader, which believes none of them that does not lead to the root.
func (s site) Height() int { return height }
func (s site) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for at, tile := range tiles {
		read, err := s.get(tilePath(tile))
		if err != nil {
			return nil, err
		}
		data[at] = read
	}
	return data, nil
}
func (s site) SaveTiles([]tlog.Tile, [][]byte) {}

func splitBundle(bundle []byte) ([][]byte, bool) {
	entries := [][]byte{}
	for len(bundle) > 0 {
		if len(bundle) < 2 {
			return nil, false
		}
		length := int(binary.BigEndian.Uint16(bundle))
		if len(bundle) < 2+length {
			return nil, false
		}
		entries = append(entries, bundle[2:2+length])
		bundle = bundle[2+length:]
	}
	return entries, true
}

// fetchAll reads many paths a few at a time and hands them on in their order.
func (s site) fetchAll(count int, pathOf func(int) string, take func(int, []byte) error) error {
	type read struct {
		data []byte
		err  error
	}
	const ahead = 8
	queue := make(chan chan read, ahead)
	stop := make(chan struct{})
	var once sync.Once
	end := func() { once.Do(func() { close(stop) }) }
	defer end()
	go func() {
		defer close(queue)
		for at := 0; at < count; at++ {
			one := make(chan read, 1)
			select {
			case queue <- one:
			case <-stop:
				return
			}
			go func(path string) {
				data, err := s.get(path)
				one <- read{data, err}
			}(pathOf(at))
		}
	}()
	at := 0
	for one := range queue {
		got := <-one
		if got.err != nil {
			return got.err
		}
		if err := take(at, got.data); err != nil {
			return err
		}
		at++
	}
	return nil
}

type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for at, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("hash %d is not there", index)
		}
		hashes[at] = s[index]
	}
	return hashes, nil
}

// rehash reads every entry and builds the tree anew.
func rehash(s site, size int64) (stored, error) {
	var hashes stored
	bundles := int((size + width - 1) / width)
	widthOf := func(n int) int {
		if rest := size - int64(n)*width; rest < width {
			return int(rest)
		}
		return width
	}
	err := s.fetchAll(bundles, func(n int) string { return bundlePath(int64(n), widthOf(n)) }, func(n int, data []byte) error {
		entries, ok := splitBundle(data)
		if !ok || len(entries) != widthOf(n) {
			return doubtf("bundle %s", bundlePath(int64(n), widthOf(n)))
		}
		for at, entry := range entries {
			more, err := tlog.StoredHashes(int64(n)*width+int64(at), entry, hashes)
			if err != nil {
				return err
			}
			hashes = append(hashes, more...)
		}
		return nil
	})
	return hashes, err
}

func compareTiles(s site, size int64, hashes stored) (int, error) {
	tiles := tlog.NewTiles(height, 0, size)
	err := s.fetchAll(len(tiles), func(at int) string { return tilePath(tiles[at]) }, func(at int, data []byte) error {
		wanted, err := tlog.ReadTileData(tiles[at], hashes)
		if err != nil {
			return err
		}
		if !bytes.Equal(data, wanted) {
			return doubtf("tile %s", tilePath(tiles[at]))
		}
		return nil
	})
	return len(tiles), err
}

// checkProofs proves entries and an older tree from the tiles alone, as somebody would who does not read the whole log.
func checkProofs(s site, tree tlog.Tree, hashes stored, known *head) error {
	reader := tlog.TileHashReader(tree, s)
	for sample := 0; sample < 20 && tree.N > 0; sample++ {
		index := rand.Int63n(tree.N)
		if sample == 0 {
			index = tree.N - 1
		}
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return doubtf("inclusion of %d: %v", index, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, hashes[tlog.StoredHashIndex(0, index)]); err != nil {
			return doubtf("inclusion of %d: %v", index, err)
		}
	}
	if known == nil || known.tree.N == 0 {
		return nil
	}
	if known.tree.N > tree.N {
		return doubtf("rollback from %d to %d entries", known.tree.N, tree.N)
	}
	if known.tree.N == tree.N && known.tree.Hash != tree.Hash {
		return doubtf("split view: two trees of %d entries", tree.N)
	}
	proof, err := tlog.ProveTree(tree.N, known.tree.N, reader)
	if err != nil {
		return doubtf("consistency with %d: %v", known.tree.N, err)
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, known.tree.N, known.tree.Hash); err != nil {
		return doubtf("consistency with %d: %v", known.tree.N, err)
	}
	return nil
}

type list []string

func (l *list) String() string         { return strings.Join(*l, " ") }
func (l *list) Set(value string) error { *l = append(*l, value); return nil }

type found struct {
	Size    int64   `json:"size"`
	Root    string  `json:"root"`
	Tiles   int     `json:"tiles"`
	Stamps  int     `json:"witnesses"`
	Seconds float64 `json:"seconds"`
}

func verify(s site, vkey string, oldFile string, witnessKeys []string, k int) (found, error) {
	began := time.Now()
	log, err := note.NewVerifier(vkey)
	if err != nil {
		return found{}, err
	}
	var witnesses []note.Verifier
	for _, key := range witnessKeys {
		one, err := newCosigner(key)
		if err != nil {
			return found{}, err
		}
		witnesses = append(witnesses, one)
	}
	text, err := s.get("checkpoint")
	if err != nil {
		return found{}, err
	}
	at, err := openCheckpoint(text, log, witnesses)
	if err != nil {
		return found{}, err
	}
	if at.stamps < k {
		return found{}, doubtf("witnesses: %d of the %d that are needed", at.stamps, k)
	}
	var known *head
	if oldFile != "" {
		old, err := os.ReadFile(oldFile)
		if err != nil {
			return found{}, err
		}
		before, err := openCheckpoint(old, log, nil)
		if err != nil {
			return found{}, err
		}
		known = &before
	}
	hashes, err := rehash(s, at.tree.N)
	if err != nil {
		return found{}, err
	}
	root, err := tlog.TreeHash(at.tree.N, hashes)
	if err != nil {
		return found{}, err
	}
	tiles, err := compareTiles(s, at.tree.N, hashes)
	if err != nil {
		return found{}, err
	}
	if root != at.tree.Hash {
		return found{}, doubtf("root of %d entries", at.tree.N)
	}
	if err := checkProofs(s, at.tree, hashes, known); err != nil {
		return found{}, err
	}
	return found{at.tree.N, at.tree.Hash.String(), tiles, at.stamps, time.Since(began).Seconds()}, nil
}

func main() {
	url := flag.String("url", "", "where the log is served, without a slash at the end")
	vkey := flag.String("vkey", "", "verifier key of the log")
	old := flag.String("old", "", "file with an older checkpoint")
	k := flag.Int("k", 0, "how many of the witnesses must have signed")
	var witnesses list
	flag.Var(&witnesses, "witness", "verifier key of a witness")
	flag.Parse()
	result, err := verify(site{*url}, *vkey, *old, witnesses, *k)
	var d doubt
	switch {
	case errors.As(err, &d):
		fmt.Println(d.what)
		os.Exit(1)
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	line, _ := json.Marshal(result)
	fmt.Println(string(line))
}
