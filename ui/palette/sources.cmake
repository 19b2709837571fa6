# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  palette/palette_delegate.cpp palette/palette_delegate.h
  palette/palette_model.cpp palette/palette_model.h
  palette/palette_panel.cpp palette/palette_panel.h
  palette/palette_view.cpp palette/palette_view.h
)
