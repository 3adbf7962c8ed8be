// SPDX-License-Identifier: GPL-3.0-or-later
// The messages between the engine and the three processes of the helper: manager, holder, launcher.
#pragma once

#include "base/enum_table.h"
#include "sandbox/run_timeline.h"

#include <cstdint>

/// One message is one SOCK_SEQPACKET packet: a fixed struct, for Run followed by NUL-terminated strings, with file
/// descriptors attached. Both ends are built from one source tree, so the layout is the compiler's.
namespace assay::sandbox {

inline constexpr std::uint32_t kProtocolVersion = 1;
inline constexpr std::size_t kMaxMessage = 128 * 1024; ///< Under the default socket buffer (net.core.wmem_default).
inline constexpr std::size_t kMaxDescriptors = 8;
/// Where containers see, read-only, the folder of what was made once for all of them.
inline constexpr const char *kWarmFolder = "/warm";
inline constexpr int kHelperSocket = 3; ///< The manager's end, by number, as it is started.

enum class MessageKind : std::uint32_t {
    // engine -> manager
    CompilePolicy,    ///< PolicyRequest + policy text -> Status [memfd with the BPF program]
    CreateContainer,  ///< ContainerRequest -> ContainerReply [holder socket, cgroup folders…]
    DestroyContainer, ///< ContainerRequest -> Status
    TryHost,          ///< HostTrialRequest -> HostTrialReply
    // engine -> holder
    Reset,      ///< ScratchRequest: launcher killed, all memory file systems and IPC new -> Status
    Clean,      ///< ScratchRequest: new work and temporary folders -> Status
    Launch,     ///< LaunchRequest [BPF, cgroup task files…] -> Status [launcher socket, launcher pidfd]
    PutFile,    ///< FileRequest [content] -> Status
    PutFiles,   ///< FilesRequest + FileRecords with their paths [contents] -> Status
    OpenFile,   ///< FileRequest -> Status [file]
    ListFiles,  ///< FileRequest naming a folder -> Status [memfd of FileRecords with their paths]
    EndPrograms, ///< EndRequest: launcher and programs killed and gone, where no PID namespace does it -> Status
    SealBox,    ///< FileRequest: /box read-only from here until Reset -> Status
    StartKeeper, ///< KeeperRequest [BPF, PID namespace, cgroup task files…] -> Status [engine's socket, launcher's socket]
    StopKeeper, ///< KeeperRequest: the keeper and all that it holds are gone -> Status
    // engine -> launcher
    Run, ///< RunRequest + strings [stdin, stdout, stderr], and an answer to kHandOverCall -> RunReply
    Kill, ///< no reply of its own; the run's RunReply follows
    AdoptKeeper, ///< KeeperRequest [launcher's socket to the keeper]; no reply
    // engine -> keeper
    WarmUp, ///< RunRequest + strings [a file like the standard input to come] -> StandbyReply [filter's listener]
    Standby, ///< KeeperRequest: another program for the next run -> StandbyReply
    // launcher -> keeper
    StartWarm, ///< KeeperRequest [stdin, stdout, stderr] -> StartWarmReply
};

/// The call in which a launcher waits for a Run. No architecture has a call of that number, so that every filter
/// reports it to the engine, which answers it once the Run has been sent. The first comes after the launcher's Status,
/// each other one after a RunReply. Where nobody listens any more it fails (ENOSYS), and the launcher ends.
inline constexpr int kHandOverCall = 0x0a55'a700;

/// What the helper was doing when something failed, for messages and tests.
enum class SetupStep : std::uint32_t {
    None,
    Request,
    Policy,
    Namespaces,
    MapIds,
    Identity,
    MountRoot,
    BindToolchains,
    DeviceNodes,
    EtcFiles,
    ScratchFolders,
    PivotRoot,
    MountProc,
    Privileges,
    CgroupCreate,
    CgroupEnter,
    LoadFilter,
    StartLauncher,
    IpcNamespace,
    FilePath,
    FileCopy,
    ProcessNumbers, ///< The program would learn from its number that another ran before: a new launcher is needed.
    Session,
    Descriptors,
    ResourceLimits,
    WorkFolder,
    Trial,
    Landlock,
    WarmStart,
    Execute,
};

inline constexpr auto kSetupStepNames = makeEnumTable<SetupStep>({
    {SetupStep::None, "none"},
    {SetupStep::Request, "request"},
    {SetupStep::Policy, "system call policy"},
    {SetupStep::Namespaces, "namespaces"},
    {SetupStep::MapIds, "user id mapping"},
    {SetupStep::Identity, "user identity"},
    {SetupStep::MountRoot, "root file system"},
    {SetupStep::BindToolchains, "toolchain mounts"},
    {SetupStep::DeviceNodes, "device nodes"},
    {SetupStep::EtcFiles, "configuration files"},
    {SetupStep::ScratchFolders, "scratch folders"},
    {SetupStep::PivotRoot, "pivot_root"},
    {SetupStep::MountProc, "proc mount"},
    {SetupStep::Privileges, "privileges"},
    {SetupStep::CgroupCreate, "cgroup creation"},
    {SetupStep::CgroupEnter, "cgroup entry"},
    {SetupStep::LoadFilter, "filter load"},
    {SetupStep::StartLauncher, "launcher start"},
    {SetupStep::IpcNamespace, "IPC namespace"},
    {SetupStep::FilePath, "file path"},
    {SetupStep::FileCopy, "file copy"},
    {SetupStep::ProcessNumbers, "process numbers"},
    {SetupStep::Session, "session"},
    {SetupStep::Descriptors, "descriptors"},
    {SetupStep::ResourceLimits, "resource limits"},
    {SetupStep::WorkFolder, "work folder"},
    {SetupStep::Trial, "trial"},
    {SetupStep::Landlock, "Landlock"},
    {SetupStep::WarmStart, "warm start"},
    {SetupStep::Execute, "execute"},
});
static_assert(kSetupStepNames.isComplete(SetupStep::Execute));

struct Status {
    SetupStep failedStep = SetupStep::None; ///< None: it worked.
    std::int32_t sysErrno = 0;
    char detail[240] = {};
};

struct PolicyRequest {
    MessageKind kind = MessageKind::CompilePolicy;
};

enum class CgroupVersion : std::uint32_t { None, V1, V2 };

struct ContainerRequest {
    MessageKind kind = MessageKind::CreateContainer;
    std::uint32_t index = 0; ///< Chosen by the engine, unique among its living containers.
    std::uint32_t wantCgroup = 1; ///< 0: do not even try.
    std::uint32_t wantNamespaces = 1; ///< 0: Landlock and a private folder instead.
    char warmFolder[512] = {}; ///< Folder of the host that is seen at kWarmFolder; empty: none.
};

/// What the helper tries by itself, each in a process of its own that ends with it.
enum class HostTrial : std::uint32_t {
    UserNamespace,
    MountNamespace,
    PidNamespace,
    NetworkNamespace,
    IpcNamespace,
    UtsNamespace,
    CgroupNamespace,
    ProcMount,
    TmpfsLimits,
    Filter,
    NoNewPrivileges,
    PidDescriptor,
    Subreaper,
    Landlock,
    OwnUser,
};
inline constexpr std::size_t kHostTrials = 15;

struct HostTrialRequest {
    MessageKind kind = MessageKind::TryHost;
};

/// What of the control groups is missing: memory, processes, CPU time.
enum class Controller : std::uint32_t { Memory, Pids, Cpu };
inline constexpr std::size_t kControllers = 3;

struct HostTrialReply {
    Status trials[kHostTrials]; ///< By HostTrial; None in failedStep: it worked.
    std::uint32_t landlockAbi = 0; ///< 0: no Landlock.
    CgroupVersion cgroup = CgroupVersion::None;
    Status controllers[kControllers]; ///< By Controller: why it cannot be used.
};

/// Descriptors: holder socket, then for each of the two cgroups (build, run) V1: memory, pids, cpuacct folders; V2:
/// one folder.
struct ContainerReply {
    Status status;
    CgroupVersion cgroup = CgroupVersion::None;
    Status cgroupStatus; ///< Why there is no cgroup.
    char folder[256] = {}; ///< Where /box, /w and /tmp are on the host; empty: there are namespaces.
};

struct ScratchRequest {
    MessageKind kind = MessageKind::Reset;
    std::uint64_t boxBytes = 0;
    std::uint64_t workBytes = 0; ///< Of /w and of /tmp, each.
    std::uint64_t inodes = 0; ///< Of each.
};

struct EndRequest {
    MessageKind kind = MessageKind::EndPrograms;
};

/// Descriptors: BPF program, then the cgroup.procs (V2) or tasks (V1) files that the launcher enters.
struct LaunchRequest {
    MessageKind kind = MessageKind::Launch;
    std::int32_t niceness = 0; ///< Of all that it starts.
};

struct FileRequest {
    MessageKind kind = MessageKind::PutFile;
    std::uint32_t mode = 0644;
    char path[512] = {}; ///< Absolute inside the container, below /box, /w or /tmp. Parent folders are made.
};

/// The start of a PutFiles request; `count` FileRecords follow.
struct FilesRequest {
    MessageKind kind = MessageKind::PutFiles;
    std::uint32_t count = 0;
};

/// One file of several, followed by `pathSize` bytes of path without a NUL: absolute in PutFiles, relative to the
/// folder in a listing.
struct FileRecord {
    std::uint64_t offset = 0; ///< In the file that came with the message; 0 in a listing.
    std::uint64_t size = 0;
    std::int64_t modified = 0; ///< Seconds since 1970; of a listing only.
    std::uint32_t mode = 0644;
    std::uint32_t pathSize = 0;
};

/// A listing refuses what it could not tell in full: more than this, links, devices, files of several names.
inline constexpr std::uint32_t kMaxListedFiles = 1024;
inline constexpr int kMaxListedDepth = 16;

/// When every file of a PutFiles was last modified (2001-09-09): what compilers keep about a source's time stays true
/// when their result is put beside that source again.
inline constexpr std::int64_t kPutFileTime = 1'000'000'000;

struct RunRequest {
    MessageKind kind = MessageKind::Run;
    std::uint32_t argumentCount = 0;
    std::uint32_t environmentCount = 0; ///< The strings: work folder, arguments, environment.
    std::uint32_t pollMemory = 0; ///< 1: no cgroup; the launcher watches memory and CPU time itself.
    std::uint64_t cpuMicroseconds = 0;
    std::uint64_t memoryBytes = 0;
    std::uint64_t fileSizeBytes = 0;
    std::uint64_t stackBytes = 0;
    std::uint32_t processes = 0;
    std::uint32_t openFiles = 0;
    std::uint32_t wantTimeline = 0; ///< 1: fill RunReply::timeline.
    std::uint32_t warm = 0; ///< Run, 1: let the keeper start it.
    std::uint32_t scriptArgument = 0; ///< WarmUp: which argument names the file whose opening ends the start-up.
};

/// To and about a keeper: the process that holds an interpreter which has started up, and forks it for each run.
struct KeeperRequest {
    MessageKind kind = MessageKind::StartKeeper;
    std::int32_t expectedProcess = 0; ///< StartWarm: the number that the program has to have; 0: any.
};

/// A program stands by, or why not.
struct StandbyReply {
    Status status;
    std::uint64_t interpreterBytes = 0; ///< What the interpreter that is forked holds itself: on nobody's bill.
    std::uint64_t programBytes = 0; ///< What the program that stands by holds already: on its bill.
};

struct StartWarmReply {
    Status status;
    std::int32_t process = -1; ///< In the launcher's PID namespace. It is the launcher's child.
};

/// How a run went. (The very first message of a launcher is a Status [filter's listener, PID namespace].)
struct RunReply {
    SetupStep failedStep = SetupStep::None; ///< None: the program was started.
    std::int32_t sysErrno = 0;
    std::int32_t waitStatus = 0; ///< As wait4 gives it, of the program itself.
    std::uint32_t scratchUsed = 0; ///< 1: /w or /tmp is not as empty as it was.
    std::uint32_t overMemory = 0; ///< 1: the launcher stopped it for memory (polling only).
    std::uint32_t overCpu = 0; ///< 1: the launcher stopped it for CPU time (polling only).
    std::uint32_t overProcesses = 0; ///< 1: for too many processes (without namespaces only).
    std::uint32_t overDisk = 0; ///< 1: for what it holds in its folders (without namespaces only).
    std::uint32_t warm = 0; ///< 1: the keeper started it.
    std::uint64_t wallMicroseconds = 0;
    std::uint64_t cpuMicroseconds = 0; ///< All reaped processes of the run, user + system.
    std::uint64_t maxRssBytes = 0; ///< The largest single process.
    std::uint64_t polledPeakBytes = 0; ///< The largest sum seen by polling.
    std::uint64_t scratchBytes = 0; ///< What is left in /w and /tmp.
    RunTimeline timeline; ///< The points that the launcher passes; 0 elsewhere, and unless it was asked for.
    Status warmStatus; ///< Why it was not started warm although it was asked for.
};

} // namespace assay::sandbox
