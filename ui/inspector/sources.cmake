# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  inspector/component_page.cpp inspector/component_page.h
  inspector/inspector_panel.cpp inspector/inspector_panel.h
  inspector/live_measures.cpp inspector/live_measures.h
  inspector/page_parts.cpp inspector/page_parts.h
  inspector/param_editor.cpp inspector/param_editor.h
  inspector/param_form.cpp inspector/param_form.h
  inspector/param_row.cpp inspector/param_row.h
  inspector/quantity_text.cpp inspector/quantity_text.h
  inspector/scene_page.cpp inspector/scene_page.h
  inspector/scene_theory_section.cpp inspector/scene_theory_section.h
  inspector/several_page.cpp inspector/several_page.h
  inspector/theory_section.cpp inspector/theory_section.h
  inspector/wire_page.cpp inspector/wire_page.h
)
