# SPDX-License-Identifier: GPL-3.0-or-later
# Sources of core/store
target_sources(assay_core PRIVATE store/account_store.cpp store/backup.cpp store/blob_store.cpp store/change_listener.cpp store/database.cpp store/database_address.cpp store/database_blobs.cpp store/document_store.cpp store/engine_identity.cpp store/event_publisher.cpp store/event_store.cpp store/file_blobs.cpp store/first_schema_steps.cpp store/folder_lock.cpp
        store/judgement_store.cpp store/lease_store.cpp store/migrations.cpp store/operation_store.cpp store/problem_store.cpp store/queue_store.cpp
        store/read_connections.cpp store/rejudging_store.cpp store/rows.cpp store/schema_steps.cpp store/store.cpp store/session_store.cpp store/store_accounts.cpp store/store_documents.cpp store/store_figures.cpp store/store_leases.cpp store/store_operations.cpp store/store_queue.cpp store/store_sessions.cpp store/store_webhooks.cpp store/submission_store.cpp store/webhook_store.cpp store/work_signal.cpp
        store/writer.cpp
    PUBLIC FILE_SET HEADERS FILES
        store/account_store.h store/backup.h store/blob_store.h store/change_listener.h store/database.h store/database_address.h store/database_blobs.h store/document_store.h store/engine_identity.h store/event_publisher.h store/event_store.h store/file_blobs.h store/first_schema_steps.h store/folder_lock.h store/lease_store.h store/judgement_store.h
        store/migrations.h store/operation_store.h store/problem_store.h store/queue_store.h store/read_connections.h store/rejudging_store.h store/rows.h store/schema_steps.h store/session_store.h store/store_figures.h store/store_private.h
        store/sql_value.h store/store.h store/submission_store.h store/transaction.h store/webhook_store.h store/work_signal.h
        store/writer.h)
