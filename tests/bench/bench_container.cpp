// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox as the benchmarks use it: programs in the box, sealed, prepared under the policy of compiled programs.
#include "tests/bench/bench_container.h"

#include "tests/bench/measure.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace assay::bench {

using namespace assay::sandbox;

namespace {

const BenchProgram kPrograms[] = {{.name = "static_true", .path = ASSAY_BENCH_STATIC_TRUE},
                                  {.name = "dynamic_c", .path = ASSAY_BENCH_DYNAMIC_C},
                                  {.name = "dynamic_cpp", .path = ASSAY_BENCH_DYNAMIC_CPP}};

std::string readAll(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

} // namespace

BenchSandbox::BenchSandbox()
    : m_sandbox(orEnd(Sandbox::start({.helper = ASSAY_BENCH_HELPER})))
    , m_policy(orEnd(m_sandbox->compilePolicy(readAll(ASSAY_BENCH_POLICY))))
{
    m_cgroup = makeContainer()->cgroupVersion();
}

std::unique_ptr<Container> BenchSandbox::makeContainer() const
{
    auto container = orEnd(m_sandbox->createContainer());
    for (const auto &program : kPrograms)
        orEnd(container->putFile(program.inBox(), readAll(program.path), FileMode::Program));
    orEnd(container->sealBox());
    orEnd(container->prepare(Stage::Run, m_policy.get()));
    return container;
}

const char *BenchSandbox::tier() const
{
    return kTierNames.text(m_cgroup == CgroupVersion::None ? Tier::Partial : Tier::Full).data();
}

const char *BenchSandbox::cgroup() const
{
    switch (m_cgroup) {
    case CgroupVersion::None:
        return "none";
    case CgroupVersion::V1:
        return "v1";
    case CgroupVersion::V2:
        return "v2";
    }
    return "";
}

const BenchProgram &BenchSandbox::program(std::string_view name)
{
    const auto found = std::ranges::find(kPrograms, name, &BenchProgram::name);
    require(found != std::end(kPrograms), "no such program");
    return *found;
}

void sandboxedRun(Container &container, const RunSpec &spec)
{
    const auto outcome = orEnd(container.run(spec));
    require(outcome.succeeded(), "the sandboxed run failed");
}

} // namespace assay::bench
