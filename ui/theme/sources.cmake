target_sources(scalelab_ui PRIVATE
  theme/svg_icon_engine.cpp theme/svg_icon_engine.h
  theme/icon_label.cpp theme/icon_label.h
  theme/theme.cpp theme/theme.h
  theme/theme.qrc
)
