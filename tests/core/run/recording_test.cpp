// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/recording.h"

#include "everything.h"
#include "io/scene_io.h"
#include "run/command_json.h"
#include "scene_text.h"

#include <gtest/gtest.h>

namespace scalelab {
namespace {

using namespace test;

Recording recordingOf(const Scene& scene, const Simulation& run)
{
    return {scene, run.measuredFrom(), run.now(), run.commandLog(), run.events(), run.fingerprint()};
}

/// Replays what is left of a recording after it was written and read, and compares everything.
void expectReplays(const Recording& recording, const Simulation& run)
{
    const auto read = readRecording(writeRecording(recording), catalog()->registry);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->scene, recording.scene);
    EXPECT_EQ(read->warmup, recording.warmup);
    EXPECT_EQ(read->end, recording.end);
    EXPECT_EQ(read->events, recording.events);
    EXPECT_EQ(read->fingerprint, recording.fingerprint);
    ASSERT_EQ(read->commands.size(), recording.commands.size());
    for (std::size_t i = 0; i < read->commands.size(); ++i) {
        EXPECT_EQ(read->commands[i].at, recording.commands[i].at);
        EXPECT_EQ(read->commands[i].events, recording.commands[i].events);
        EXPECT_EQ(read->commands[i].scheduled, recording.commands[i].scheduled);
        EXPECT_EQ(commandObject(read->commands[i].command), commandObject(recording.commands[i].command));
    }
    const auto again = replay(catalog(), *read);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->events(), run.events());
    EXPECT_EQ(fingerprintText(again->fingerprint()), fingerprintText(run.fingerprint()));
    EXPECT_EQ(again->now(), run.now());
    EXPECT_EQ(again->measuredFrom(), run.measuredFrom());
    EXPECT_EQ(again->totals().offered, run.totals().offered);
    EXPECT_EQ(again->latency(), run.latency());
}

/// Everything, with events of its own and a command of each kind given at odd times.
Simulation livelyRun(const Scene& drawn)
{
    Simulation run = simulate(drawn, drawn.seed);
    const std::vector<Command> commands = {
        command("set web1.workers=2"),
        command("set users.arrivals=poisson(350/s)"),
        SetCommand{"users", "mix", Object{{{"read", 0.5}, {"write", 0.5}}}},
        command("crash web1"),
        AddComponentCommand{{"web9", "web-server", {{{"label", "Third"}, {"workers", 3}, {"service", "exp(4ms)"}}}}},
        AddWireCommand{{"lb", "web9", {{{"latency", "1ms"}}}}},
        AddWireCommand{{"web9", "master", {}}},
        command("recover web1"),
        SetWireCommand{"lb", "web9", "latency", "3ms"},
        command("restart cache"),
        command("remove web2"),
        command("remove web9->master"),
        command("set cache.ttl=none"),
    };
    for (std::size_t i = 0; i < commands.size(); ++i) {
        run.advance({300'000'000 + static_cast<std::int64_t>(i) * 61'234'567});
        for (std::size_t k = 0; k < i % 4; ++k) run.step();
        const auto applied = run.apply(commands[i]);
        EXPECT_TRUE(applied) << applied.error().message;
    }
    return run;
}

Scene eventful()
{
    Scene drawn = scene(std::string(everything) + "\n@200ms crash replica\n@700ms recover replica\n@800ms set people.scale=2");
    drawn.seed = 42;
    return drawn;
}

TEST(Recording, ARunWithEveryKindOfCommandIsReplayedExactly)
{
    const Scene drawn = eventful();
    Simulation run = livelyRun(drawn);
    run.advance(2_s);
    EXPECT_EQ(run.commandLog().size(), 16u);
    expectReplays(recordingOf(drawn, run), run);
}

TEST(Recording, AWarmUpIsReplayedToo)
{
    const Scene drawn = eventful();
    Simulation run = simulate(drawn, drawn.seed);
    run.advance(500_ms);
    run.restartMeasures();
    run.advance(750_ms);
    ASSERT_TRUE(tell(run, "restart lb"));
    run.advance(2_s);
    expectReplays(recordingOf(drawn, run), run);
}

TEST(Recording, ARunStoppedInTheMiddleOfAnInstantIsReplayedExactly)
{
    const Scene drawn = scene("users(arrivals=closed(users=5, think=const(1s))) -> web:web-server(service=const(1ms))");
    for (int steps = 1; steps <= 20; ++steps) {
        Simulation run = simulate(drawn);
        for (int i = 0; i < steps; ++i) ASSERT_TRUE(run.step());
        expectReplays(recordingOf(drawn, run), run);
        ASSERT_TRUE(tell(run, "set web.workers=2"));
        expectReplays(recordingOf(drawn, run), run);
        ASSERT_TRUE(run.step());
        expectReplays(recordingOf(drawn, run), run);
    }
}

TEST(Recording, WhatDoesNotFitItsSceneIsNoticed)
{
    const Scene drawn = eventful();
    Simulation run = livelyRun(drawn);
    run.advance(2_s);
    Recording other = recordingOf(drawn, run);
    other.scene.seed = 43;
    const auto result = replay(catalog(), other);
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("does not fit its scene"), std::string::npos) << result.error().message;
    other = recordingOf(drawn, run);
    other.scene.components.front().kind = "teapot";
    EXPECT_FALSE(replay(catalog(), other));
}

TEST(Recording, TheFingerprintIsSixteenDigits)
{
    EXPECT_EQ(fingerprintText(0), "0000000000000000");
    EXPECT_EQ(fingerprintText(0xabcdef), "0000000000abcdef");
    EXPECT_EQ(fingerprintText(~0ull), "ffffffffffffffff");
}

TEST(Recording, AFaultyFileIsRefusedWithTheReason)
{
    const Scene drawn = scene("users(arrivals=constant(10/s)) -> web:web-server");
    Simulation run = runFor(drawn, 150_ms);
    ASSERT_TRUE(tell(run, "crash web"));
    const std::string good = writeRecording(recordingOf(drawn, run));
    ASSERT_TRUE(readRecording(good, catalog()->registry));
    const auto refusal = [&](const std::string& part, const std::string& instead) {
        std::string text = good;
        const auto at = text.find(part);
        EXPECT_NE(at, std::string::npos) << part;
        text.replace(at, part.size(), instead);
        const auto read = readRecording(text, catalog()->registry);
        return read ? std::string("read") : read.error().message;
    };
    EXPECT_EQ(refusal("scalelab/recording", "scalelab/scene"), "this is not a recording: \"format\" must be \"scalelab/recording\"");
    EXPECT_EQ(refusal("\"version\"", "\"versions\""), "a recording needs the whole number \"version\"");
    EXPECT_EQ(refusal("\"events\"", "\"event\""), "a recording needs the whole number \"events\"");
    EXPECT_EQ(refusal(fingerprintText(run.fingerprint()), "12xy"), "\"fingerprint\" must be 16 hexadecimal digits");
    EXPECT_EQ(refusal("\"crash\": \"web\"", "\"melt\": \"web\""), "this event has no verb that this program knows");
    EXPECT_EQ(refusal("\"commands\"", "\"orders\""), "a recording needs its \"commands\"");
    EXPECT_NE(refusal("web-server", "teapot"), "read");
    EXPECT_NE(refusal("{", "["), "read");
    EXPECT_NE(readRecording("", catalog()->registry).error().message, "");
    EXPECT_EQ(readRecording("{}", catalog()->registry).error().message, "this is not a recording: \"format\" must be \"scalelab/recording\"");
}

TEST(CommandText, EventsOfTheCommandLineAreReadAndRefused)
{
    EXPECT_EQ(std::get<SetCommand>(command("set web1.workers=4")).value, Value(4));
    EXPECT_EQ(std::get<SetCommand>(command("set web1.service=exp(5ms)")).value, Value("exp(5ms)"));
    EXPECT_EQ(std::get<SetWireCommand>(command("set lb->web1.latency=5ms")).param, "latency");
    EXPECT_EQ(std::get<RemoveWireCommand>(command("remove a->b")).to, "b");
    EXPECT_EQ(std::get<RemoveComponentCommand>(command("remove a")).component, "a");
    EXPECT_EQ(std::get<FaultCommand>(command("restart a")).verb, "restart");
    for (const char* wrong : {"", "30s", "30s crash", "soon crash web1", "30s set web1.workers", "crash web1"}) EXPECT_FALSE(parseEvent(wrong)) << wrong;
    const Registry& registry = catalog()->registry;
    const auto refuses = [&](std::string_view text) { return !readCommand(parseEvent(text).value(), registry); };
    EXPECT_TRUE(refuses("1s melt web1"));
    EXPECT_TRUE(refuses("1s set workers=4"));
    EXPECT_TRUE(refuses("1s set a->b=4"));
    EXPECT_TRUE(refuses("1s remove ->b"));
    EXPECT_FALSE(readCommand(Object{{{"add", Object{{{"id", "x"}}}}}}, registry));
    EXPECT_FALSE(readCommand(Object{{{"add", Object{{{"from", "x"}}}}}}, registry));
    EXPECT_FALSE(readCommand(Object{{{"add", "x"}}}, registry));
    EXPECT_FALSE(readCommand(Object{{{"crash", 3}}}, registry));
    EXPECT_FALSE(readCommand(Object{{{"set", "a.b"}}}, registry));
}

} // namespace
} // namespace scalelab
