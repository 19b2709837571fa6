# SPDX-FileCopyrightText: 2026 The ScaleLab authors
# SPDX-License-Identifier: GPL-3.0-or-later
target_sources(scalelab_ui PRIVATE
  transport/snap_slider.cpp transport/snap_slider.h
  transport/scales.cpp transport/scales.h
  transport/transport_bar.cpp transport/transport_bar.h)
