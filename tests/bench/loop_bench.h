// SPDX-License-Identifier: GPL-3.0-or-later
// Throughput: loops of runs on several threads, each with a container of its own, against as many bare loops.
#pragma once

#include "tests/bench/bench_container.h"
#include "tests/bench/measure.h"

namespace assay::bench {

/// Runs per second of all workers together. A round is some fifty runs on each worker.
[[nodiscard]] Comparison compareLoops(const BenchSandbox &sandbox, const BenchProgram &program, int workers,
                                      int rounds);

} // namespace assay::bench
