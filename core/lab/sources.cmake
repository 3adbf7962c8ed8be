# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/lab
target_sources(assay_core PRIVATE lab/jury_runs.cpp lab/lab_session.cpp lab/lab_verifier.cpp lab/verification.cpp
    PUBLIC FILE_SET HEADERS FILES
        lab/jury_runs.h lab/lab_session.h lab/lab_verifier.h lab/verification.h)
