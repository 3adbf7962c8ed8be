# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/json
target_sources(assay_core PRIVATE json/account_json.cpp json/attack_json.cpp json/candidate_json.cpp json/document_json.cpp json/event_json.cpp json/json_reader.cpp json/json_values.cpp json/language_json.cpp
        json/judgement_json.cpp json/limits_json.cpp json/log_json.cpp json/operation_json.cpp json/package_json.cpp json/queue_json.cpp json/rejudging_json.cpp json/session_json.cpp json/session_template_json.cpp json/settings_json.cpp json/report_json.cpp json/submission_json.cpp json/support_json.cpp json/webhook_json.cpp
    PUBLIC FILE_SET HEADERS FILES
        json/account_json.h json/attack_json.h json/candidate_json.h json/document_json.h json/event_json.h json/json_reader.h json/json_values.h json/judgement_json.h json/language_json.h json/limits_json.h json/log_json.h json/operation_json.h
        json/package_json.h json/queue_json.h json/rejudging_json.h json/session_json.h json/session_template_json.h json/settings_json.h json/report_json.h json/submission_json.h json/support_json.h
        json/text.h json/webhook_json.h)
