// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: what a hostile helper may answer to the engine, over a real socket, with descriptors attached.
// First byte: which answer; second byte: how many descriptors; then the packet.
#include "sandbox/box_listing.h"
#include "sandbox/output_pipes.h"
#include "sandbox/reply_check.h"
#include "sandbox/run_monitor.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstring>
#include <span>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace assay;
using namespace assay::sandbox;
using assay::fuzz::require;

namespace {

enum class Answer : unsigned char { Status, Container, Trial, Run, RunWithOpenOutputs, Listing };
constexpr unsigned kAnswers = 6;
constexpr std::size_t kMostDescriptors = 16; ///< More than the protocol allows.

/// Sends without the bounds of sendMessage: a hostile process has its own.
void sendPacket(int socket, std::span<const std::uint8_t> packet, std::size_t descriptors)
{
    static const UniqueFd attached(::open("/dev/null", O_RDWR | O_CLOEXEC));
    iovec part{.iov_base = const_cast<std::uint8_t *>(packet.data()), .iov_len = packet.size()};
    alignas(cmsghdr) char control[CMSG_SPACE(kMostDescriptors * sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (descriptors > 0) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(descriptors * sizeof(int));
        cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(descriptors * sizeof(int));
        const int fd = attached.get();
        for (std::size_t i = 0; i < descriptors; ++i)
            std::memcpy(CMSG_DATA(header) + i * sizeof fd, &fd, sizeof fd);
    }
    (void)::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void requireText(const Status &status)
{
    require(std::strlen(status.detail) < sizeof status.detail);
    require(!kSetupStepNames.text(status.failedStep).empty());
}

template <typename Reply>
void receive(int socket, std::size_t packetSize, std::size_t descriptors)
{
    Reply reply;
    ReceivedFds fds;
    const int error = receiveReply(socket, reply, fds);
    if (descriptors > kMaxDescriptors || packetSize != sizeof(Reply))
        require(error != 0);
    if (error != 0)
        return;
    require(fds.count == descriptors);
    if constexpr (std::is_same_v<Reply, Status>)
        requireText(reply);
    else if constexpr (std::is_same_v<Reply, ContainerReply>)
        requireText(reply.cgroupStatus);
    else
        requireText(reply.trials[kHostTrials - 1]);
}

enum class Outputs : unsigned char { Closed, Open };

void watchRun(int socket, Outputs outputs)
{
    auto pipes = OutputPipes::make();
    require(pipes.has_value());
    require(::write(pipes->output.writeEnd.get(), "out", 3) == 3);
    if (outputs == Outputs::Closed) {
        pipes->output.writeEnd.reset();
        pipes->errorOutput.writeEnd.reset();
    }
    RunTimeline timeline;
    const RunSpec spec{.argv = {"/box/main"}, .environment = {}, .limits = {}, .timeline = &timeline};
    RunMonitor monitor(spec,
                       {.launcher = socket,
                        .output = std::move(pipes->output.readEnd),
                        .errorOutput = std::move(pipes->errorOutput.readEnd)},
                       nullptr);
    const auto outcome = monitor.watch();
    if (!outcome) {
        require(outcome.error().code == Errc::Sandbox && !outcome.error().describe().empty());
        return;
    }
    require(outcome->wall.count() >= 0 && outcome->cpu.count() >= 0 && outcome->memoryPeak >= Bytes{0});
    require(outcome->exitCode >= -1 && outcome->exitCode <= 255 && outcome->signal >= 0 && outcome->signal < 128);
    require(outcome->output == "out");
}

template <typename Struct>
std::string answer(Answer kind, char descriptors, const Struct &value)
{
    return std::string{static_cast<char>(kind), descriptors} +
           std::string(reinterpret_cast<const char *>(&value), sizeof value);
}

} // namespace

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    Status failure{.failedStep = SetupStep::MountProc, .sysErrno = 1};
    std::strcpy(failure.detail, "/proc");
    Status endless;
    std::memset(endless.detail, 'x', sizeof endless.detail);
    RunReply run{.wallMicroseconds = 1000, .cpuMicroseconds = 900, .maxRssBytes = 1 << 20};
    const RunReply unknown{.failedStep = SetupStep{~0U}};
    const RunReply vast{.cpuMicroseconds = ~0ULL, .maxRssBytes = ~0ULL, .scratchBytes = 1ULL << 63};
    const std::string path = "lib/a.h";
    const FileRecord record{.size = 5, .pathSize = static_cast<std::uint32_t>(path.size())};
    return {
        {"status", answer(Answer::Status, 1, Status{})},
        {"failure", answer(Answer::Status, 0, failure)},
        {"endless_text", answer(Answer::Status, 0, endless)},
        {"container", answer(Answer::Container, 7, ContainerReply{.cgroup = CgroupVersion::V1})},
        {"too_many_descriptors", answer(Answer::Container, 12, ContainerReply{})},
        {"trial", answer(Answer::Trial, 0, HostTrialReply{})},
        {"run", answer(Answer::Run, 0, run)},
        {"run_with_outputs", answer(Answer::RunWithOpenOutputs, 0, run)},
        {"unknown_step", answer(Answer::Run, 0, unknown)},
        {"vast", answer(Answer::Run, 0, vast)},
        {"listing", answer(Answer::Listing, 0, record) + path},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const auto kind = static_cast<Answer>(data[0] % kAnswers);
    const std::size_t descriptors = data[1] % (kMostDescriptors + 1);
    const std::span packet(data + 2, size - 2);
    if (kind == Answer::Listing) {
        const auto files = parseListing({reinterpret_cast<const char *>(packet.data()), packet.size()});
        for (const auto &file : files.value_or(std::vector<BoxFile>()))
            require(!file.path.empty() && !file.path.starts_with('/') && file.size >= Bytes{0});
        return 0;
    }
    UniqueFd engine;
    UniqueFd helper;
    require(makeSocketPair(engine, helper) == 0);
    sendPacket(helper.get(), packet, descriptors);
    helper.reset(); // the engine takes what is there, and then sees the end
    switch (kind) {
    case Answer::Status:
        receive<Status>(engine.get(), packet.size(), descriptors);
        break;
    case Answer::Container:
        receive<ContainerReply>(engine.get(), packet.size(), descriptors);
        break;
    case Answer::Trial:
        receive<HostTrialReply>(engine.get(), packet.size(), descriptors);
        break;
    case Answer::Run:
        watchRun(engine.get(), Outputs::Closed);
        break;
    case Answer::RunWithOpenOutputs:
        watchRun(engine.get(), Outputs::Open);
        break;
    case Answer::Listing:
        break;
    }
    return 0;
}
