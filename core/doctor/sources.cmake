# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/doctor
target_sources(assay_core PRIVATE doctor/attack_bench.cpp doctor/attack_corpus.cpp doctor/attack_rules.cpp
        doctor/attack_run.cpp doctor/host_traces.cpp
    PUBLIC FILE_SET HEADERS FILES
        doctor/attack.h doctor/attack_bench.h doctor/attack_corpus.h doctor/attack_rules.h doctor/attack_run.h
        doctor/host_traces.h)
