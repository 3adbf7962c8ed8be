# SPDX-License-Identifier: GPL-3.0-or-later
# Functions that every target of Assay is made with: warnings, strict Qt, precompiled headers, tests.

# Nothing here is a module: without this every file is preprocessed once more just to look for one.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

# Warnings and include root for any target of ours.
function(assay_target_defaults target)
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wcast-qual
        -Wconversion -Wsign-conversion -Wformat=2 -Wno-format-nonliteral -Wundef -Wextra-semi
        $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op>
        # The TRY macro is a statement expression, and leaving out trailing members of Limits{.cpu = 2s} is the point.
        $<$<CXX_COMPILER_ID:Clang>:-Wno-gnu-statement-expression-from-macro-expansion>
        -Wno-missing-field-initializers)
    if(ASSAY_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()

# What a target that uses Qt gets on top.
function(assay_qt_defaults target)
    target_compile_definitions(${target} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
                                                 QT_NO_CAST_FROM_BYTEARRAY QT_NO_FOREACH QT_NO_KEYWORDS
                                                 QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
                                                 QT_DISABLE_DEPRECATED_UP_TO=0x060800)
endfunction()

# Precompiles what nearly every file of the target includes: assay_precompile(assay_core <QString> <vector>)
function(assay_precompile target)
    if(ASSAY_PCH)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()

# The environment of a test that runs our code.
function(assay_test_environment name)
    set(environment QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8)
    if(ASSAY_SANITIZE MATCHES thread)
        list(APPEND environment "TSAN_OPTIONS=halt_on_error=1 suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp")
    elseif(ASSAY_SANITIZE)
        list(APPEND environment "ASAN_OPTIONS=detect_stack_use_after_return=1"
             "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/lsan.supp" "UBSAN_OPTIONS=print_stacktrace=1")
    endif()
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "${environment}")
endfunction()

# A Qt Test program: assay_test(tst_name LABEL unit SOURCES a.cpp LIBRARIES x y [COMMAND how it is run…])
function(assay_test name)
    cmake_parse_arguments(arg "" "LABEL" "SOURCES;LIBRARIES;COMMAND" ${ARGN})
    if(NOT arg_COMMAND)
        set(arg_COMMAND ${name})
    endif()
    add_executable(${name} ${arg_SOURCES})
    assay_target_defaults(${name})
    assay_qt_defaults(${name})
    target_compile_options(${name} PRIVATE -Wno-conversion) # Qt Test's own QTRY_… macros narrow in our code
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_compile_definitions(${name} PRIVATE ASSAY_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                               ASSAY_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    if(assay_core IN_LIST arg_LIBRARIES)
        list(PREPEND arg_LIBRARIES assay_test_database)
    endif()
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} Qt6::Test)
    add_test(NAME ${name} COMMAND ${arg_COMMAND})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT 300)
    assay_test_environment(${name})
endfunction()

# The same test programs once more, on PostgreSQL instead of SQLite: assay_postgresql_tests(tst_name…)
function(assay_postgresql_tests)
    foreach(name ${ARGN})
        add_test(NAME ${name}_postgresql
                 COMMAND ${CMAKE_SOURCE_DIR}/tests/postgresql/with_postgresql $<TARGET_FILE:${name}>)
        set_tests_properties(${name}_postgresql PROPERTIES LABELS postgresql TIMEOUT 300)
        assay_test_environment(${name}_postgresql)
    endforeach()
endfunction()
