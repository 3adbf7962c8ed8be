# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(assay_core PRIVATE model/account.cpp model/candidate_event.cpp model/candidate_view.cpp model/document.cpp model/judgement.cpp model/problem.cpp model/rejudging.cpp model/session.cpp
    PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR} FILES
        model/account.h model/candidate_event.h model/candidate_view.h model/credits.h model/document.h model/enforced_limit.h model/event.h model/event_type.h model/ids.h model/judgement.h model/language.h model/limits.h model/operation.h
        model/package_program.h model/problem.h model/rejudging.h model/session_template.h model/submission.h model/test_data.h model/verdict.h model/webhook.h)
