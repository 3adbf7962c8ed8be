// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the one system call that its input names, as an attacker would: none may succeed.
#include "attack.h"

#include <linux/bpf.h>
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>

// Numbers that older headers lack; the same on all architectures.
enum {
    kOpenTree = 428,
    kMoveMount = 429,
    kFsopen = 430,
    kFspick = 433,
    kPidfdGetfd = 438,
    kProcessMadvise = 440,
    kMountSetattr = 442,
    kQuotactlFd = 443,
    kLandlockCreateRuleset = 444,
    kMemfdSecret = 447,
    kProcessMrelease = 448,
    kCachestat = 451,
    kListmount = 458,
    kOpenTreeAttr = 467
};

struct call {
    const char *name;
    long number;
    long arguments[6];
};

static char page[65536] __attribute__((aligned(4096)));

#define PAGE ((long)page)
#define TEXT(text) ((long)(text))

static int fillAndCall(const char *name)
{
    struct timespec wrong = {.tv_sec = 1000000000, .tv_nsec = 0};
    struct iovec local = {.iov_base = page, .iov_len = 64};
    struct iovec remote = {.iov_base = (void *)0x400000, .iov_len = 64};
    struct rlimit limit = {.rlim_cur = 1, .rlim_max = 1};
    struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .config = PERF_COUNT_SW_TASK_CLOCK};
    union bpf_attr bpf;
    memset(&bpf, 0, sizeof bpf);
    bpf.map_type = BPF_MAP_TYPE_ARRAY;
    bpf.key_size = bpf.value_size = 4;
    bpf.max_entries = 1;
    struct {
        struct __user_cap_header_struct header;
        struct __user_cap_data_struct data[2];
    } capabilities = {.header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0}, .data = {{0, 0, 0}, {0, 0, 0}}};
    const long pid = getpid();
    const long parent = getppid();
    const struct call calls[] = {
        // the network, and everything that is addressed like it
        {"socket", SYS_socket, {AF_INET, SOCK_STREAM, 0}},
        {"socket_unix", SYS_socket, {AF_UNIX, SOCK_STREAM, 0}},
        {"socket_netlink", SYS_socket, {AF_NETLINK, SOCK_RAW, 0}},
        {"socket_packet", SYS_socket, {AF_PACKET, SOCK_RAW, 0x0300}},
        {"socket_alg", SYS_socket, {AF_ALG, SOCK_SEQPACKET, 0}},
        {"socket_vsock", SYS_socket, {AF_VSOCK, SOCK_STREAM, 0}},
        {"socketpair", SYS_socketpair, {AF_UNIX, SOCK_STREAM, 0, PAGE}},
        {"connect", SYS_connect, {0, PAGE, 16}},
        {"bind", SYS_bind, {0, PAGE, 16}},
        {"listen", SYS_listen, {0, 1}},
        {"accept4", SYS_accept4, {0, 0, 0, 0}},
        {"sendto", SYS_sendto, {0, PAGE, 1, 0, 0, 0}},
        {"setsockopt", SYS_setsockopt, {0, 1, 2, PAGE, 4}},
        // other processes
        {"ptrace_traceme", SYS_ptrace, {PTRACE_TRACEME, 0, 0, 0}},
        {"ptrace_seize", SYS_ptrace, {PTRACE_SEIZE, 1, 0, 0}},
        {"process_vm_readv", SYS_process_vm_readv, {parent, (long)&local, 1, (long)&remote, 1, 0}},
        {"process_vm_writev", SYS_process_vm_writev, {parent, (long)&local, 1, (long)&remote, 1, 0}},
        {"process_madvise", kProcessMadvise, {3, (long)&local, 1, 4, 0}},
        {"process_mrelease", kProcessMrelease, {3, 0}},
        {"pidfd_getfd", kPidfdGetfd, {3, 3, 0}},
        {"kcmp", SYS_kcmp, {pid, parent, 0, 0, 0}},
        {"prlimit64_other", SYS_prlimit64, {1, RLIMIT_CPU, (long)&limit, 0}},
        {"migrate_pages", SYS_migrate_pages, {1, 64, PAGE, PAGE}},
        {"move_pages", SYS_move_pages, {1, 0, 0, 0, 0, 0}},
        {"setns", SYS_setns, {0, 0}},
        // name spaces and mounts
        {"unshare_user", SYS_unshare, {CLONE_NEWUSER}},
        {"unshare_mount", SYS_unshare, {CLONE_NEWNS}},
        {"clone_newuser", SYS_clone, {CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0}},
        {"clone_newpid", SYS_clone, {CLONE_NEWPID | SIGCHLD, 0, 0, 0, 0}},
        {"clone_newnet", SYS_clone, {CLONE_NEWNET | SIGCHLD, 0, 0, 0, 0}},
        {"clone_newns", SYS_clone, {CLONE_NEWNS | SIGCHLD, 0, 0, 0, 0}},
        {"clone_ptrace", SYS_clone, {CLONE_PTRACE | SIGCHLD, 0, 0, 0, 0}},
        {"mount", SYS_mount, {TEXT("none"), TEXT("/tmp"), TEXT("tmpfs"), 0, 0}},
        {"mount_remount", SYS_mount, {0, TEXT("/usr"), 0, 0x20 | 0x1000, 0}},
        {"umount2", SYS_umount2, {TEXT("/proc"), 2}},
        {"pivot_root", SYS_pivot_root, {TEXT("/tmp"), TEXT("/tmp")}},
        {"chroot", SYS_chroot, {TEXT("/tmp")}},
        {"fsopen", kFsopen, {TEXT("tmpfs"), 0}},
        {"fspick", kFspick, {AT_FDCWD, TEXT("/"), 0}},
        {"open_tree", kOpenTree, {AT_FDCWD, TEXT("/"), 1}},
        {"open_tree_attr", kOpenTreeAttr, {AT_FDCWD, TEXT("/"), 1, 0, 0}},
        {"move_mount", kMoveMount, {0, TEXT(""), AT_FDCWD, TEXT("/tmp"), 4}},
        {"mount_setattr", kMountSetattr, {AT_FDCWD, TEXT("/usr"), 0, PAGE, 32}},
        {"listmount", kListmount, {PAGE, PAGE, 1, 0}},
        {"name_to_handle_at", SYS_name_to_handle_at, {AT_FDCWD, TEXT("/"), PAGE, PAGE + 512, 0}},
        {"open_by_handle_at", SYS_open_by_handle_at, {AT_FDCWD, PAGE, 0}},
        {"mknodat", SYS_mknodat, {AT_FDCWD, TEXT("/tmp/disk"), S_IFBLK | 0600, 0x800}},
        {"mknodat_fifo", SYS_mknodat, {AT_FDCWD, TEXT("/tmp/fifo"), S_IFIFO | 0600, 0}},
        // things that outlive a process
        {"add_key", SYS_add_key, {TEXT("user"), TEXT("assay-attack"), TEXT("x"), 1, -3}},
        {"request_key", SYS_request_key, {TEXT("user"), TEXT("assay-attack"), 0, -3}},
        {"keyctl", SYS_keyctl, {0, -3, 1, 0, 0}},
        {"shmget", SYS_shmget, {0x5a5a, 4096, 01600 | 01000}},
        {"shmat", SYS_shmat, {0, 0, 0}},
        {"semget", SYS_semget, {0x5a5a, 1, 01600}},
        {"semop", SYS_semop, {0, PAGE, 1}},
        {"msgget", SYS_msgget, {0x5a5a, 01600}},
        {"msgrcv", SYS_msgrcv, {0, PAGE, 16, 0, 04000}},
        {"mq_open", SYS_mq_open, {TEXT("assay-attack"), O_CREAT | O_RDWR, 0600, 0}},
        {"mq_unlink", SYS_mq_unlink, {TEXT("assay-attack")}},
        {"setxattr", SYS_setxattr, {TEXT("/tmp"), TEXT("user.a"), TEXT("x"), 1, 0}},
        {"fcntl_setlease", SYS_fcntl, {0, F_SETLEASE, F_RDLCK}},
        {"fcntl_notify", SYS_fcntl, {0, F_NOTIFY, DN_ACCESS}},
        {"fcntl_setown", SYS_fcntl, {0, F_SETOWN, 1}},
        {"fcntl_setsig", SYS_fcntl, {0, F_SETSIG, SIGKILL}},
        {"fcntl_set_rw_hint", SYS_fcntl, {0, 1036, PAGE}},
        // kernel machinery
        {"io_uring_setup", SYS_io_uring_setup, {8, PAGE}},
        {"io_uring_enter", SYS_io_uring_enter, {0, 1, 0, 0, 0, 0}},
        {"io_uring_register", SYS_io_uring_register, {0, 0, 0, 0}},
        {"bpf", SYS_bpf, {BPF_MAP_CREATE, (long)&bpf, sizeof bpf}},
        {"perf_event_open", SYS_perf_event_open, {(long)&event, 0, -1, -1, 0}},
        {"userfaultfd", SYS_userfaultfd, {O_CLOEXEC | 1}},
        {"memfd_secret", kMemfdSecret, {0}},
        {"fanotify_init", SYS_fanotify_init, {0, 0}},
        {"inotify_init1", SYS_inotify_init1, {0}},
        {"inotify_add_watch", SYS_inotify_add_watch, {0, TEXT("/usr/bin"), 1}},
        {"vmsplice", SYS_vmsplice, {1, (long)&local, 1, 0}},
        {"io_setup", SYS_io_setup, {1, PAGE}},
        {"remap_file_pages", SYS_remap_file_pages, {PAGE, 4096, 0, 0, 0}},
        {"cachestat", kCachestat, {0, PAGE, PAGE + 64, 0}},
        {"lookup_dcookie", SYS_lookup_dcookie, {0, PAGE, 64}},
        {"init_module", SYS_init_module, {PAGE, 64, TEXT("")}},
        {"finit_module", SYS_finit_module, {0, TEXT(""), 0}},
        {"delete_module", SYS_delete_module, {TEXT("ext4"), O_NONBLOCK}},
        {"kexec_load", SYS_kexec_load, {0, 0, 0, 0}},
        {"reboot", SYS_reboot, {0xfee1dead, 672274793, 0, 0}},
        {"swapon", SYS_swapon, {TEXT("/tmp/swap"), 0}},
        {"swapoff", SYS_swapoff, {TEXT("/dev/sda2")}},
        {"acct", SYS_acct, {TEXT("/tmp/acct")}},
        {"quotactl", SYS_quotactl, {0x800002, TEXT("/dev/sda1"), 0, PAGE}},
        {"quotactl_fd", kQuotactlFd, {0, 0x800002, 0, PAGE}},
        {"syslog", SYS_syslog, {3, PAGE, 4096}},
        {"vhangup", SYS_vhangup, {0}},
        {"nfsservctl", SYS_nfsservctl, {0, 0, 0}},
        // the clock, the host's name
        {"settimeofday", SYS_settimeofday, {(long)&wrong, 0}},
        {"clock_settime", SYS_clock_settime, {CLOCK_REALTIME, (long)&wrong}},
        {"adjtimex", SYS_adjtimex, {PAGE}},
        {"clock_adjtime", SYS_clock_adjtime, {CLOCK_REALTIME, PAGE}},
        {"sethostname", SYS_sethostname, {TEXT("mine"), 4}},
        {"setdomainname", SYS_setdomainname, {TEXT("mine"), 4}},
        // who one is and what one may
        {"setuid", SYS_setuid, {0}},
        {"setgid", SYS_setgid, {0}},
        {"setresuid", SYS_setresuid, {0, 0, 0}},
        {"setgroups", SYS_setgroups, {0, PAGE}},
        {"setfsuid", SYS_setfsuid, {0}},
        {"capset", SYS_capset, {(long)&capabilities.header, (long)capabilities.data}},
        {"chown", SYS_fchownat, {AT_FDCWD, TEXT("/tmp"), 0, 0, 0}},
        {"seccomp", SYS_seccomp, {1, 0, PAGE}},
        {"landlock_create_ruleset", kLandlockCreateRuleset, {PAGE, 8, 0}},
        {"personality", SYS_personality, {0x0040000}},
        {"prctl_seccomp", SYS_prctl, {PR_SET_SECCOMP, 2, PAGE, 0, 0}},
        {"prctl_no_new_privs", SYS_prctl, {PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0}},
        {"prctl_dumpable", SYS_prctl, {PR_SET_DUMPABLE, 1, 0, 0, 0}},
        {"prctl_subreaper", SYS_prctl, {PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0}},
        {"prctl_ptracer", SYS_prctl, {PR_SET_PTRACER, -1, 0, 0, 0}},
        {"prctl_mm", SYS_prctl, {PR_SET_MM, PR_SET_MM_BRK, PAGE, 0, 0}},
        {"prctl_ambient", SYS_prctl, {PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, 21, 0, 0}},
        {"prctl_securebits", SYS_prctl, {PR_SET_SECUREBITS, 0, 0, 0, 0}},
        {"prctl_io_flusher", SYS_prctl, {57, 1, 0, 0, 0}},
        {"prctl_core_sched", SYS_prctl, {62, 1, 0, 0, 0}},
        // a larger share of the machine
        {"setpriority", SYS_setpriority, {PRIO_PROCESS, 0, -20}},
        {"sched_setscheduler", SYS_sched_setscheduler, {0, SCHED_FIFO, PAGE}},
        {"sched_setattr", SYS_sched_setattr, {0, PAGE, 0}},
        {"sched_setaffinity", SYS_sched_setaffinity, {0, 8, PAGE}},
        {"ioprio_set", SYS_ioprio_set, {1, 0, 0x2000}},
        {"mlockall", SYS_mlockall, {1}},
        // terminals and file systems by ioctl
        {"ioctl_tiocsti", SYS_ioctl, {0, TIOCSTI, TEXT("x")}},
        {"ioctl_tiocsti_high", SYS_ioctl, {0, (long)(0x100000000ULL | TIOCSTI), TEXT("x")}},
        {"ioctl_tioclinux", SYS_ioctl, {0, TIOCLINUX, TEXT("\3")}},
        {"ioctl_tiocsctty", SYS_ioctl, {0, TIOCSCTTY, 1}},
        {"ioctl_tcsets", SYS_ioctl, {0, TCSETS, PAGE}},
        {"ioctl_setflags", SYS_ioctl, {0, FS_IOC_SETFLAGS, PAGE}},
        {"ioctl_ficlone", SYS_ioctl, {1, FICLONE, 0}},
        {"ioctl_ns_get_parent", SYS_ioctl, {0, 0xb702, 0}},
#ifdef __x86_64__
        {"iopl", SYS_iopl, {3}},
        {"ioperm", SYS_ioperm, {0, 1024, 1}},
        {"modify_ldt", SYS_modify_ldt, {1, PAGE, 16}},
        {"mknod", SYS_mknod, {TEXT("/tmp/disk"), S_IFBLK | 0600, 0x800}},
        {"uselib", SYS_uselib, {TEXT("/usr/bin/ls")}},
        {"ustat", SYS_ustat, {0x800, PAGE}},
        {"sysfs", SYS_sysfs, {3}},
        {"inotify_init", SYS_inotify_init, {0}},
        {"signalfd", SYS_signalfd, {-1, PAGE, 8}},
        {"_sysctl", SYS__sysctl, {PAGE}},
#endif
        // numbers that no kernel has
        {"number_999", 999, {0}},
        {"number_negative", -17, {0}},
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; ++i) {
        const struct call *call = &calls[i];
        if (!is(call->name, name))
            continue;
        const long *a = call->arguments;
        const long result = syscall(call->number, a[0], a[1], a[2], a[3], a[4], a[5]);
        if (result == 0 && getpid() != pid)
            _exit(0); // a child of clone
        attempt(name, result);
        return finish();
    }
    if (is(name, "list")) {
        for (size_t i = 0; i < sizeof calls / sizeof *calls; ++i)
            printf("%s\n", calls[i].name);
        return 0;
    }
    printf("there is no call %s here\n", name); // says neither word: the attack fails
    return 1;
}

int main(void)
{
    return fillAndCall(wanted());
}
