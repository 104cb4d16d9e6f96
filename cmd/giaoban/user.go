package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"giaoban/internal/auth"
	"giaoban/internal/briefing"
	"giaoban/internal/store"
	"giaoban/internal/vntext"
)

// userCommand groups what manages accounts from the console.
type userCommand struct {
	Add    userAddCommand    `cmd:"" help:"Thêm tài khoản; in mật khẩu dùng một lần."`
	List   userListCommand   `cmd:"" help:"Liệt kê tài khoản."`
	Passwd userPasswdCommand `cmd:"" help:"Đặt lại mật khẩu; in mật khẩu dùng một lần."`
}

// userAddCommand adds an account.
type userAddCommand struct {
	Name     string `arg:"" help:"Tên đăng nhập, chữ thường không dấu." placeholder:"NAME"`
	Role     string `required:"" help:"administrator, staff, leader, auditor hoặc commune." placeholder:"ROLE"`
	FullName string `required:"" help:"Họ tên." placeholder:"TEXT"`
	Unit     string `help:"Tên đơn vị của cán bộ xã." placeholder:"TEXT"`
}

// Run is called by kong.
func (c *userAddCommand) Run(ctx context.Context, cli *commands, std streams) error {
	if !slices.Contains(briefing.AccountRoles(), briefing.AccountRole(c.Role)) {
		return usageError{fmt.Errorf("không có vai trò %q; chọn administrator, staff, leader, auditor hoặc commune", c.Role)}
	}
	role := briefing.AccountRole(c.Role)
	db, err := openForRole(ctx, cli.Data, role, std.err)
	if err != nil {
		return err
	}
	defer db.Close()
	a := &briefing.Account{Name: c.Name, FullName: vntext.Words(vntext.Normalize(c.FullName)),
		Role: role, MustChange: true}
	if a.Unit, err = unitNamed(ctx, db, c.Unit); err != nil {
		return err
	}
	password := auth.NewPassword()
	hash, err := auth.NewHasher().Hash(ctx, password)
	if err != nil {
		return err
	}
	if err := db.InsertAccount(ctx, actor(), a, hash); err != nil {
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	return printPassword(std, a, password)
}

// errNoAdministrator says that the first account must be an administrator's:
// once there is any account, the page of the first set-up is gone.
var errNoAdministrator = errors.New("chưa có người quản trị, nên chưa thêm tài khoản nào: chạy giaoban serve để cài đặt lần đầu trên trang web, " +
	"hoặc thêm người quản trị trước bằng --role administrator")

// openForRole opens the database for an account of a role; only an
// administrator's begins one.
func openForRole(ctx context.Context, dir string, role briefing.AccountRole, note io.Writer) (*store.DB, error) {
	if role == briefing.Administrator {
		return openOrCreate(ctx, dir, note)
	}
	db, err := store.Open(ctx, dir)
	if errors.Is(err, store.ErrNoDatabase) {
		return nil, errNoAdministrator
	}
	if err != nil {
		return nil, err
	}
	accounts, err := db.Accounts(ctx)
	if err == nil && !slices.ContainsFunc(accounts, func(a briefing.Account) bool { return a.Role == briefing.Administrator }) {
		err = errNoAdministrator
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// unitNamed returns the unit of a name as it is valid now; none for "".
func unitNamed(ctx context.Context, db *store.DB, name string) (int64, error) {
	if name == "" {
		return 0, nil
	}
	units, err := db.Units(ctx, briefing.DayOf(time.Now().In(briefing.Zone)))
	if err != nil {
		return 0, err
	}
	var found []int64
	for _, u := range units {
		if fold := vntext.Fold(vntext.Words(name)); fold == vntext.Fold(u.Name) || fold == vntext.Fold(u.ShortName) {
			found = append(found, u.ID)
		}
	}
	switch len(found) {
	case 0:
		return 0, fmt.Errorf("không có đơn vị %q đang có hiệu lực", name)
	case 1:
		return found[0], nil
	}
	return 0, fmt.Errorf("có %d đơn vị tên %q; ghi đủ tên, như Xã Đa Tốn", len(found), name)
}

// userListCommand lists the accounts.
type userListCommand struct{}

// Run is called by kong.
func (userListCommand) Run(ctx context.Context, cli *commands, std streams) error {
	db, err := store.Open(ctx, cli.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	accounts, err := db.Accounts(ctx)
	if err != nil {
		return err
	}
	units, err := db.AllUnits(ctx)
	if err != nil {
		return err
	}
	names := briefing.NamesOn(units, briefing.DayOf(time.Now().In(briefing.Zone)))
	for _, a := range accounts {
		state := ""
		if a.Unit != 0 {
			state = ", " + names[a.Unit]
		}
		switch {
		case a.Disabled:
			state += " (đã khóa)"
		case a.MustChange:
			state += " (mật khẩu dùng một lần, đến " + briefing.Clock(a.PasswordUntil) + ")"
		}
		fmt.Fprintf(std.out, "%-20s %-20s %s%s\n", a.Name, a.Role.Label(), a.FullName, state)
	}
	return nil
}

// userPasswdCommand sets a new password that its owner must change.
type userPasswdCommand struct {
	Name   string `arg:"" help:"Tên đăng nhập." placeholder:"NAME"`
	Reason string `help:"Lý do, ghi vào nhật ký." placeholder:"TEXT"`
}

// Run is called by kong.
func (c *userPasswdCommand) Run(ctx context.Context, cli *commands, std streams) error {
	db, err := store.Open(ctx, cli.Data)
	if err != nil {
		return err
	}
	defer db.Close()
	a, _, err := db.Credentials(ctx, c.Name)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("không có tài khoản %q; xem giaoban user list", c.Name)
	}
	if err != nil {
		return err
	}
	password := auth.NewPassword()
	hash, err := auth.NewHasher().Hash(ctx, password)
	if err != nil {
		return err
	}
	if err := db.ResetPassword(ctx, actor(), a.ID, hash, vntext.Words(vntext.Normalize(c.Reason))); err != nil {
		return err
	}
	if a, err = db.Account(ctx, a.ID); err != nil {
		return err
	}
	return printPassword(std, a, password)
}

func printPassword(std streams, a *briefing.Account, password string) error {
	_, err := fmt.Fprintf(std.out, "Tài khoản: %s\nMật khẩu dùng một lần: %s\nDùng được đến %s. Người dùng phải đổi mật khẩu khi đăng nhập lần đầu.\n",
		a.Name, password, briefing.Clock(a.PasswordUntil))
	return err
}
