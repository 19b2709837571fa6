# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Tables of resources/data become part of the program: no file is looked for when it runs.
foreach(table instance-types places prices)
  set(file ${PROJECT_SOURCE_DIR}/resources/data/${table}.csv)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  string(REPLACE "-" "_" table ${table})
  file(READ ${file} embedded_${table})
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/embedded.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/embedded.cpp @ONLY)
target_sources(scalelab_core PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded.cpp)
