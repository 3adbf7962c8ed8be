# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/queue
target_sources(assay_core PRIVATE queue/lane_gates.cpp queue/queue_service.cpp queue/rate_limiter.cpp
        queue/wait_estimate.cpp
    PUBLIC FILE_SET HEADERS FILES
        queue/lane_gates.h queue/queue_service.h queue/rate_limiter.h queue/wait_estimate.h)
