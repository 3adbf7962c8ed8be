# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/judge
target_sources(assay_core PRIVATE judge/byte_source.cpp judge/case_step.cpp judge/compile_step.cpp
        judge/conversation.cpp judge/data_check.cpp judge/default_checker.cpp judge/draft_check.cpp judge/enforcement.cpp judge/feed.cpp judge/float_token.cpp judge/graded_cases.cpp judge/group_rules.cpp judge/included_files.cpp judge/group_step.cpp judge/judge_worker.cpp judge/jury.cpp judge/jury_program.cpp
        judge/language_table.cpp judge/local_run.cpp judge/output_validator.cpp
        judge/program_files.cpp judge/rejudging_service.cpp judge/score_rules.cpp judge/source_files.cpp
        judge/submission_service.cpp judge/syscall_policies.cpp judge/verdict_rules.cpp
    PUBLIC FILE_SET HEADERS FILES
        judge/byte_source.h judge/case_step.h judge/compile_step.h judge/conversation.h judge/data_check.h judge/data_check_report.h judge/default_checker.h judge/draft_check.h
        judge/enforcement.h judge/feed.h
        judge/float_token.h judge/graded_cases.h judge/group_rules.h judge/included_files.h judge/group_step.h judge/judge_worker.h judge/jury.h judge/jury_program.h judge/language_table.h judge/local_run.h judge/output_validator.h
        judge/program_files.h
        judge/rejudging_service.h judge/score_rules.h judge/source_files.h judge/submission_service.h judge/syscall_policies.h judge/validator_exit.h
        judge/verdict_rules.h)
# Compiling quickly: fingerprints of toolchains, the cache, precompiled headers
target_sources(assay_core PRIVATE judge/compile_cache.cpp judge/compile_entry_file.cpp judge/compile_files.cpp
        judge/compile_host.cpp judge/compile_key.cpp judge/header_maker.cpp judge/header_store.cpp judge/known_answers.cpp
        judge/pending_file.cpp judge/precompiled_headers.cpp judge/toolchain.cpp
    PUBLIC FILE_SET HEADERS FILES
        judge/compile_cache.h judge/compile_entry_file.h judge/compile_files.h judge/compile_host.h
        judge/compile_host_options.h judge/compile_key.h judge/header_maker.h judge/header_store.h judge/known_answers.h
        judge/pending_file.h judge/precompiled_headers.h judge/toolchain.h)
