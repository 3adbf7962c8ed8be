# Sources of core/judge
target_sources(assay_core PRIVATE judge/case_step.cpp judge/compile_step.cpp judge/draft_check.cpp judge/judge_worker.cpp
        judge/language_table.cpp judge/program_files.cpp judge/score_rules.cpp judge/submission_service.cpp judge/syscall_policies.cpp
        judge/verdict_rules.cpp
    PUBLIC FILE_SET HEADERS FILES
        judge/case_step.h judge/compile_step.h judge/draft_check.h judge/judge_worker.h judge/language_table.h judge/program_files.h
        judge/score_rules.h judge/submission_service.h judge/syscall_policies.h judge/verdict_rules.h)
