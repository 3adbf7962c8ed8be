# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/sessions
target_sources(assay_core PRIVATE sessions/scheduler.cpp sessions/session_rules.cpp sessions/session_service.cpp
    PUBLIC FILE_SET HEADERS FILES
        sessions/scheduler.h sessions/session_rules.h sessions/session_service.h)
