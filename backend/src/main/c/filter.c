/* The system calls that no command needs and that have been ways out of sandboxes. What is left out answers EPERM, or
 * ENOSYS where programs then fall back to something older. */
#define _GNU_SOURCE
#include "slipway.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>


static const int FORBIDDEN[] = {
    SCMP_SYS(acct),          SCMP_SYS(add_key),          SCMP_SYS(adjtimex),      SCMP_SYS(bpf),
    SCMP_SYS(chroot),        SCMP_SYS(clock_adjtime),    SCMP_SYS(clock_settime), SCMP_SYS(delete_module),
    SCMP_SYS(fanotify_init), SCMP_SYS(finit_module),     SCMP_SYS(fsconfig),      SCMP_SYS(fsmount),
    SCMP_SYS(fsopen),        SCMP_SYS(fspick),           SCMP_SYS(init_module),   SCMP_SYS(ioperm),
    SCMP_SYS(iopl),          SCMP_SYS(kcmp),             SCMP_SYS(kexec_file_load), SCMP_SYS(kexec_load),
    SCMP_SYS(keyctl),        SCMP_SYS(lookup_dcookie),   SCMP_SYS(modify_ldt),    SCMP_SYS(mount),
    SCMP_SYS(mount_setattr), SCMP_SYS(move_mount),       SCMP_SYS(name_to_handle_at), SCMP_SYS(open_by_handle_at),
    SCMP_SYS(open_tree),     SCMP_SYS(perf_event_open),  SCMP_SYS(pidfd_getfd),   SCMP_SYS(pivot_root),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(ptrace),    SCMP_SYS(quotactl),
    SCMP_SYS(reboot),        SCMP_SYS(request_key),      SCMP_SYS(setdomainname), SCMP_SYS(sethostname),
    SCMP_SYS(setns),         SCMP_SYS(settimeofday),     SCMP_SYS(swapoff),       SCMP_SYS(swapon),
    SCMP_SYS(syslog),        SCMP_SYS(umount2),          SCMP_SYS(unshare),       SCMP_SYS(userfaultfd),
    SCMP_SYS(vhangup),       SCMP_SYS(vmsplice),
};

static const int UNKNOWN[] = {
    SCMP_SYS(clone3), SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register),
};

static void forbid(scmp_filter_ctx filter) {
    for (size_t i = 0; i < sizeof FORBIDDEN / sizeof *FORBIDDEN; i++)
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), FORBIDDEN[i], 0);
    for (size_t i = 0; i < sizeof UNKNOWN / sizeof *UNKNOWN; i++)
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), UNKNOWN[i], 0);
    static const unsigned long ONE_BY_ONE[] = {CLONE_NEWNS,  CLONE_NEWUTS, CLONE_NEWIPC,    CLONE_NEWUSER,
                                               CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWCGROUP};
    for (size_t i = 0; i < sizeof ONE_BY_ONE / sizeof *ONE_BY_ONE; i++)
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                         SCMP_A0(SCMP_CMP_MASKED_EQ, ONE_BY_ONE[i], ONE_BY_ONE[i]));
    /* Keystrokes could be put into a terminal that is shared with somebody outside. */
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, TIOCSTI));
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
                     SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffffu, 0x541Cu /* TIOCLINUX */));
}

/* Only the families that a network namespace isolates: AF_VSOCK, for one, reaches the hypervisor from any of them. */
static void forbid_sockets(scmp_filter_ctx filter) {
    static const unsigned ALLOWED[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
    unsigned last = 0;
    for (size_t i = 0; i < sizeof ALLOWED / sizeof *ALLOWED; i++) {
        for (unsigned family = last; family < ALLOWED[i]; family++)
            seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_EQ, family));
        last = ALLOWED[i] + 1;
    }
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1, SCMP_A0(SCMP_CMP_GE, last));
}

int seccomp_filter(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    int fd = memfd_create("filter", 0);
    if (!filter || fd < 0) fail("the system call filter can't be made");
    forbid(filter);
    forbid_sockets(filter);
    if (seccomp_export_bpf(filter, fd) || lseek(fd, 0, SEEK_SET)) fail("the system call filter can't be made");
    seccomp_release(filter);
    return fd;
}
