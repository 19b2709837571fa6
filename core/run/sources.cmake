target_sources(scalelab_core PRIVATE
  run/command_json.cpp
  run/compile.cpp
  run/data_files_json.cpp
  run/failure_search.cpp
  run/live_intervals.cpp
  run/recording.cpp
  run/report.cpp
  run/runner.cpp
  run/series_csv.cpp
  run/series_recorder.cpp
  run/snapshot.cpp
  run/spans_csv.cpp
  run/warmup.cpp
)
