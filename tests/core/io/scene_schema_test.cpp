// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/standard_catalog.h"
#include "io/json.h"
#include "io/reference.h"
#include "io/scene_io.h"
#include "model/validate.h"
#include "support/sample_scene.h"
#include "support/test_registry.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wextra"
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

namespace scalelab {
namespace {

class SceneSchema : public testing::Test {
protected:
    explicit SceneSchema(Registry judged = test::testRegistry()) : registry(std::move(judged))
    {
        const auto json = nlohmann::json::parse(writeJson(sceneSchema(registry)));
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(json), schema);
    }

    bool schemaAccepts(const std::string& scene)
    {
        const auto json = nlohmann::json::parse(scene);
        valijson::Validator validator;
        return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(json), nullptr);
    }

    bool programAccepts(const std::string& scene) { return !hasErrors(sceneProblems(registry, readScene(scene))); }

    /// A scene with one component of each kind that could matter, and this field beside them.
    static std::string sceneWith(const std::string& field)
    {
        return R"({"format": "scalelab/scene", "version": 1, "components": {
            "users": {"kind": "users"}, "lb": {"kind": "load-balancer"}, "web1": {"kind": "web-server"}, "db": {"kind": "database"}})"
               + (field.empty() ? "" : ", " + field) + "}";
    }
    static std::string sceneOf(const std::string& component) { return R"({"format": "scalelab/scene", "version": 1, "components": {"a": )" + component + "}}"; }

    Registry registry;
    valijson::Schema schema;
};

TEST_F(SceneSchema, AcceptsWhatTheProgramAccepts)
{
    std::vector<std::string> scenes = {writeScene(test::sampleScene()), R"({"format": "scalelab/scene", "version": 1})", sceneWith("")};
    for (const char* field : {R"("seed": 0)", R"("seed": 9223372036854775807)", R"("links": [{"from": "users", "to": "lb", "latency": "1.5 ms", "x-a": 1}])",
                              R"("zones": {"z": {"kind": "data-center", "place": "Paris", "label": "Z"}})", R"("events": [{"at": "0", "crash": "db", "x-why": 1}])",
                              R"("links": [{"from": "users", "to": "lb"}], "events": [{"at": "1 min", "cut": "users->lb"}])",
                              R"("events": [{"at": "1s", "set": "web1.workers", "to": 3}])", R"("layout": {"db": [1.5, -2]})", R"("x-mine": {"a": [1]})",
                              R"("charts": ["web1"], "lesson": {"a": 1}, "variants": {}, "expect": [])"})
        scenes.push_back(sceneWith(field));
    for (const char* component :
         {R"json({"kind": "users", "arrivals": "poisson(10/s)", "mix": {"read": 0.5, "write": "50%"}, "keys": "zipf(1000, 0.9)", "timeout": "1s", "traffic": 1.5})json",
          R"json({"kind": "users", "timeout": "none", "arrivals": "closed(users=10, think=exp(1s))", "mix": {"read": 3}})json",
          R"json({"kind": "users", "timeout": " 1.5e3 ms "})json", R"json({"kind": "web-server", "queue": "none", "errors": "1.5%", "service": "lognormal(5ms, cv=1.5)"})json",
          R"json({"kind": "web-server", "queue": 0, "errors": 0.25, "service": "5ms", "sticky": true, "session": "1h"})json",
          R"json({"kind": "web-server", "service": "0", "x-note": null, "label": "A"})json", R"json({"kind": "database", "role": "replica", "disk": "64 GB"})json",
          R"json({"kind": "database", "disk": "0", "log-rate": ".5/s"})json", R"json({"kind": "database", "log-rate": "10/day"})json",
          R"json({"kind": "database", "room": 1000})json", R"json({"kind": "database", "room": "64 MiB"})json", R"json({"kind": "database", "room": "none"})json"})
        scenes.push_back(sceneOf(component));
    for (const std::string& scene : scenes) {
        EXPECT_TRUE(programAccepts(scene)) << scene << problemLine(sceneProblems(registry, readScene(scene)).front(), "f");
        EXPECT_TRUE(schemaAccepts(scene)) << scene;
    }
}

TEST_F(SceneSchema, RejectsBrokenStructure)
{
    std::vector<std::string> scenes = {"[]", "{}", R"({"format": "scalelab/scene"})", R"({"format": "other", "version": 1})",
                                       R"({"format": "scalelab/scene", "version": 0})", R"({"format": "scalelab/scene", "version": 2})"};
    for (const char* field : {R"("seed": -1)", R"("seed": "x")", R"("title": 5)", R"("links": {})", R"("links": [{"from": "users"}])",
                              R"("links": [{"from": "users", "to": "lb", "wire": 1}])", R"("links": [{"from": "users", "to": "lb", "latency": 5}])",
                              R"("zones": {"z": {"kind": "moon"}})", R"("zones": {"z": {"kind": "data-center", "contains": "db"}})",
                              R"("zones": {"a.b": {"kind": "data-center"}})", R"("events": [{"crash": "db"}])", R"("events": [{"at": "1s"}])",
                              R"("events": [{"at": "1s", "crash": "db", "recover": "db"}])", R"("events": [{"at": 5, "crash": "db"}])",
                              R"("events": [{"at": "1s", "explode": "db"}])", R"("events": [{"at": "1s", "set": "web1.workers"}])",
                              R"("events": [{"at": "1s", "set": "web1", "to": 1}])", R"("layout": {"db": [1]})", R"("layout": {"db": [1, "2"]})",
                              R"("charts": 5)", R"("lesson": [])", R"("nodes": [])"})
        scenes.push_back(sceneWith(field));
    for (const char* component :
         {"5", "{}", R"json({"kind": "robot"})json", R"json({"kind": "web-server", "wrkers": 1})json", R"json({"kind": "web-server", "workers": 0})json",
          R"json({"kind": "web-server", "workers": "8"})json", R"json({"kind": "web-server", "workers": "none"})json", R"json({"kind": "web-server", "queue": "all"})json",
          R"json({"kind": "web-server", "service": 5})json", R"json({"kind": "web-server", "service": "5"})json", R"json({"kind": "web-server", "sticky": "yes"})json",
          R"json({"kind": "web-server", "errors": 2})json", R"json({"kind": "web-server", "label": 1})json", R"json({"kind": "users", "arrivals": "200/s"})json",
          R"json({"kind": "users", "timeout": "5 parsecs"})json", R"json({"kind": "users", "mix": [1]})json", R"json({"kind": "database", "role": "king"})json",
          R"json({"kind": "database", "disk": "64"})json", R"json({"kind": "database", "room": "64"})json", R"json({"kind": "database", "room": 0})json",
          R"json({"kind": "database", "room": 1.5})json", R"json({"kind": "database", "log-rate": "5"})json", R"json({"kind": "load-balancer", "workers": 5})json"})
        scenes.push_back(sceneOf(component));
    scenes.push_back(R"({"format": "scalelab/scene", "version": 1, "components": {"a b": {"kind": "users"}}})");
    scenes.push_back(R"({"format": "scalelab/scene", "version": 1, "components": {")" + std::string(101, 'x') + R"(": {"kind": "users"}}})");
    for (const std::string& scene : scenes) {
        EXPECT_FALSE(programAccepts(scene)) << scene;
        EXPECT_FALSE(schemaAccepts(scene)) << scene;
    }
}

TEST_F(SceneSchema, DescribesVariantsAndExpectations)
{
    for (const char* field : {R"("variants": {"a": {"without": ["db", "lb->web1"]}, "b": {"title": "B", "must-fail": true, "set": {"web1.workers": 2, "lb->web1.latency": "1ms"}}})",
                              R"("variants": {"c": {"must-fail": ["1"], "events": [{"at": "1s", "crash": "db"}], "x-note": 1}})",
                              R"("expect": [{"that": "A", "expect": "1 < 2", "over": "0..60s"}, {"id": "b", "that": "B", "expect": "a = b", "over": "auto..1.5 min", "variant": "a", "seeds": 2,)"
                              R"( "confidence": "99.9%", "precision": 0.01, "x-a": 1}])"})
        EXPECT_TRUE(schemaAccepts(sceneWith(field))) << field;
    for (const char* field : {R"("variants": {"a": {}})", R"("variants": {"a": {"title": "A"}})", R"("variants": {"a": 1})", R"("variants": {"a": {"without": "db"}})",
                              R"("variants": {"a": {"set": {"web1": 2}}})", R"("variants": {"a": {"events": [{"crash": "db"}]}})", R"("variants": {"a": {"without": ["db"], "mustfail": true}})",
                              R"("expect": [{}])", R"("expect": [{"that": "A", "expect": "1 < 2"}])", R"("expect": [{"that": "A", "expect": "1 < 2", "over": "60s"}])",
                              R"("expect": [{"that": "A", "over": "0..60s"}])", R"("expect": [{"that": "A", "expect": "1 < 2", "over": "0..60s", "seeds": 1}])",
                              R"("expect": [{"that": "A", "expect": "1 < 2", "over": "0..60s", "sedes": 5}])"})
        EXPECT_FALSE(schemaAccepts(sceneWith(field))) << field;
}

TEST_F(SceneSchema, DescribesExercisesAndTheirTrials)
{
    for (const std::string field : {R"("variants": {"a": {"events": [{"at": "1s", "crash": {"each": "web-server"}}, {"at": "1s", "crash": {"every": ["dns", "users"]}}]}})",
                                    R"("exercise": {"level": 1, "task": "T"})",
                                    R"("exercise": {"level": 5, "task": "T", "hints": ["A"], "teaches": ["B"], "claims": [1, 35], "locked": ["web1", "a->b"], "x-note": 1})",
                                    R"("exercise": {"level": 1, "task": "T", "parts": {"web-server": {"most": 2, "least": 1, "with": {"workers": 1}, "free": {"queue": true, "a": "some",)"
                                    R"( "b": [1, "x"], "c": "1..", "d": "..2s"}, "in": "data-center", "calls": ["database", ["dns", "users"]]}}, "wires": {"users->*": {"with": {}}}})"})
        EXPECT_TRUE(schemaAccepts(sceneWith(field))) << field;
    for (const std::string field : {R"("events": [{"at": "1s", "crash": {"each": "web-server"}}])", R"("variants": {"a": {"events": [{"at": "1s", "crash": {"all": "web-server"}}]}})",
                                    R"("exercise": {"level": 1})", R"("exercise": [])", R"("exercise": {"level": 6, "task": "T"})", R"("exercise": {"level": 1, "task": "T", "hint": []})",
                                    R"("exercise": {"level": 1, "task": "T", "claims": [36]})", R"("exercise": {"level": 1, "task": "T", "parts": {"robot": {"most": 1}}})",
                                    R"("exercise": {"level": 1, "task": "T", "parts": {"users": {}}})", R"("exercise": {"level": 1, "task": "T", "parts": {"users": {"most": 1, "free": {"a": false}}}})",
                                    R"("exercise": {"level": 1, "task": "T", "wires": {"users": {}}})", R"("exercise": {"level": 1, "task": "T", "wires": {"a->b": {"in": "data-center"}}})"})
        EXPECT_FALSE(schemaAccepts(sceneWith(field))) << field;
}

/// The schema of the program's own kinds.
class StandardSchema : public SceneSchema {
protected:
    StandardSchema() : SceneSchema(standardCatalog()->registry) {}
};

TEST_F(StandardSchema, KnowsTheFormsOfWorkloads)
{
    for (const char* params : {R"j("arrivals": "daily(1/s, 2/s)")j", R"j("arrivals": " trace(a b.log) ")j", R"j("arrivals": "steps(1/s, 60s, 2/s)")j", R"j("keys": "hotset(10, shift=1s)")j",
                               R"j("size": "20kB")j", R"j("size": "lognormal(20 kB, cv=2)")j", R"j("size": {"read": "2kB", "static": "exp(1MB)"})j",
                               R"j("objectives": {"read": "99% within 200ms", "join": "0.5 within 1.5 s"})j", R"j("mix": {"login": 1, "job": "5%"})j", R"j("population": "none")j",
                               R"j("session-length": "constant", "session-requests": 2.5, "think": "exp(1s)", "login": true)j", R"j("retry-budget": "20%", "deadline": "1s", "fallback": false)j"}) {
        const std::string scene = sceneOf("{\"kind\": \"users\", " + std::string(params) + "}");
        EXPECT_TRUE(programAccepts(scene)) << params;
        EXPECT_TRUE(schemaAccepts(scene)) << params;
    }
    for (const char* params : {R"j("arrivals": "weekly(1/s, 2/s)")j", R"j("keys": "pareto(10)")j", R"j("size": 20)j", R"j("size": "20ms")j", R"j("size": {"video": "1MB"})j", R"j("size": {"read": 5})j",
                               R"j("objectives": "99% within 200ms")j", R"j("objectives": {"read": "99%"})j", R"j("objectives": {"reads": "99% within 1s"})j", R"j("mix": {"reads": 1})j",
                               R"j("population": 0)j", R"j("session-length": "random")j"}) {
        const std::string scene = sceneOf("{\"kind\": \"users\", " + std::string(params) + "}");
        EXPECT_FALSE(programAccepts(scene)) << params;
        EXPECT_FALSE(schemaAccepts(scene)) << params;
    }
}

} // namespace
} // namespace scalelab
