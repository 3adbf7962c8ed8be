# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(assay_core PRIVATE events/event_bus.cpp PUBLIC FILE_SET HEADERS FILES events/event_bus.h)
