# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/sessions
target_sources(assay_core PRIVATE sessions/candidate_feed.cpp sessions/document_service.cpp sessions/join_code.cpp sessions/preflight.cpp sessions/scheduler.cpp
        sessions/session_preparation.cpp sessions/session_rules.cpp sessions/session_service.cpp sessions/session_template.cpp
    PUBLIC FILE_SET HEADERS FILES
        sessions/candidate_feed.h sessions/document_service.h sessions/join_code.h sessions/preflight.h sessions/scheduler.h sessions/session_rules.h sessions/session_service.h
        sessions/session_template.h)
