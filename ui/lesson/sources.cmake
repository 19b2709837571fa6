# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  lesson/lesson.cpp lesson/lesson.h
  lesson/lesson_panel.cpp lesson/lesson_panel.h)
