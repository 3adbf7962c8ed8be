# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/accounts
target_sources(assay_core PRIVATE accounts/account_service.cpp accounts/audited_reads.cpp
    PUBLIC FILE_SET HEADERS FILES accounts/account_service.h accounts/audited_reads.h)
