# SPDX-License-Identifier: GPL-3.0-or-later
# How everything is compiled: configurations, hardening, sanitizers, compiler cache, clang-tidy. The presets choose.

option(ASSAY_WERROR "Warnings are errors" OFF)
option(ASSAY_PCH "Precompile the headers that every file of a target includes" ON)
option(ASSAY_LTO "Optimise at link time" OFF)
option(ASSAY_CLANG_TIDY "Run clang-tidy on every file" OFF)
option(ASSAY_FUZZ "Build the fuzz targets as libFuzzer programs (clang)" OFF)
set(ASSAY_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them: address,undefined or thread")

# RelWithDebInfo is what everybody runs and tests: as fast as a release, assertions on, line numbers in backtraces.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g")

# Nothing here is a module: without this every file is preprocessed once more just to look for one.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# The same object from the same source in every checkout: the cache serves all of them, and builds can be compared.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

add_compile_definitions($<$<NOT:$<CONFIG:Release>>:_GLIBCXX_ASSERTIONS> $<$<NOT:$<CONFIG:Release>>:QT_FORCE_ASSERTS>)
if(ASSAY_SANITIZE)
    add_compile_options(-fsanitize=${ASSAY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${ASSAY_SANITIZE})
else()
    # _FORTIFY_SOURCE needs an optimiser and gets in the sanitizers' way. Some distributions define it themselves.
    add_compile_options($<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE$<SEMICOLON>-D_FORTIFY_SOURCE=3>
                        -fstack-protector-strong -fstack-clash-protection)
    add_link_options(LINKER:-z,relro,-z,now)
endif()

if(ASSAY_LTO)
    set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()

# The settings let precompiled headers and checkouts at different paths hit the cache.
find_program(ASSAY_CCACHE ccache)
if(ASSAY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${ASSAY_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

if(ASSAY_CLANG_TIDY)
    find_program(ASSAY_CLANG_TIDY_PROGRAM NAMES clang-tidy-19 clang-tidy REQUIRED)
    set(CMAKE_CXX_CLANG_TIDY ${ASSAY_CLANG_TIDY_PROGRAM} --quiet)
    if(ASSAY_WERROR)
        list(APPEND CMAKE_CXX_CLANG_TIDY --warnings-as-errors=*)
    endif()
endif()
