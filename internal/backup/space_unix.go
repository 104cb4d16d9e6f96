//go:build unix

package backup

import "syscall"

// freeBytes returns how many bytes have room in a folder, as far as anybody
// knows.
func freeBytes(dir string) (n int64, known bool) {
	var disk syscall.Statfs_t
	if syscall.Statfs(dir, &disk) != nil {
		return 0, false
	}
	return int64(disk.Bavail) * int64(disk.Bsize), true
}
