// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/access_log.h"

#include "io/text_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace scalelab {
namespace {

TrafficLog parsed(const std::string& text)
{
    const auto log = parseAccessLog(text);
    EXPECT_TRUE(log.ok()) << (log.ok() ? "" : log.error().message);
    return log ? *log : TrafficLog();
}

std::string problem(const std::string& text)
{
    const auto log = parseAccessLog(text);
    return log ? "no problem" : log.error().message;
}

/// A line of the Common Log Format at this second of one minute.
std::string line(int second, const std::string& request = "GET / HTTP/1.1", const std::string& host = "192.0.2.1")
{
    const std::string digits = std::to_string(100 + second).substr(1);
    return host + " - - [10/Oct/2000:13:55:" + digits + " -0700] \"" + request + "\" 200 2326\n";
}

TEST(AccessLog, ReadsTheCommonLogFormat)
{
    const TrafficLog log = parsed("127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326\n"
                                  "10.0.0.1 - - [10/Oct/2000:13:55:38 -0700] \"GET /index.html HTTP/1.0\" 304 -\n");
    ASSERT_EQ(log.requests.size(), 2u);
    EXPECT_EQ(log.requests[0].at, SimTime{});
    EXPECT_EQ(log.requests[0].requestClass, RequestClass::Static);
    EXPECT_EQ(log.requests[0].bytes, 2326u);
    EXPECT_EQ(log.requests[0].user, 0u);
    EXPECT_EQ(log.requests[1].at, SimTime{2'000'000'000});
    EXPECT_EQ(log.requests[1].requestClass, RequestClass::Read);
    EXPECT_EQ(log.requests[1].bytes, 0u);
    EXPECT_EQ(log.requests[1].user, 1u);
}

TEST(AccessLog, ReadsTheCombinedLogFormatAndQuotedMarks)
{
    const TrafficLog log = parsed("2001:db8::1 - - [10/Oct/2000:13:55:36 +0000] \"GET /a\\\"b HTTP/1.1\" 200 5 \"http://example.org/\" \"Mozilla/5.0 [en] (X11; U)\"\r\n");
    ASSERT_EQ(log.requests.size(), 1u);
    EXPECT_EQ(log.requests[0].bytes, 5u);
}

TEST(AccessLog, TheMethodAndTheExtensionMakeTheClass)
{
    const auto classOfRequest = [](const std::string& request) { return parsed(line(0, request)).requests.front().requestClass; };
    for (const char* request : {"POST /cart HTTP/1.1", "PUT /a.png HTTP/1.1", "PATCH /x HTTP/1.1", "DELETE /x HTTP/1.1"}) EXPECT_EQ(classOfRequest(request), RequestClass::Write) << request;
    for (const char* request : {"GET /a.css HTTP/1.1", "GET /deep/b.JS?v=3 HTTP/1.1", "HEAD /c.woff2 HTTP/2.0"}) EXPECT_EQ(classOfRequest(request), RequestClass::Static) << request;
    for (const char* request : {"GET /a HTTP/1.1", "GET /a.html HTTP/1.1", "GET /search?q=a.css HTTP/1.1", "OPTIONS /a.css HTTP/1.1", "GET /", "-"})
        EXPECT_EQ(classOfRequest(request), RequestClass::Read) << request;
}

TEST(AccessLog, TheSameTargetHasTheSameKeyEverywhere)
{
    const TrafficLog log = parsed(line(0, "GET /a HTTP/1.1") + line(1, "GET /b HTTP/1.1") + line(2, "POST /a HTTP/1.1") + line(3, "GET /a?x HTTP/1.1"));
    EXPECT_EQ(log.requests[0].key, log.requests[2].key);
    EXPECT_NE(log.requests[0].key, log.requests[1].key);
    EXPECT_NE(log.requests[0].key, log.requests[3].key);
    EXPECT_LT(log.requests[0].key, 1'000'000'000u);
    EXPECT_EQ(log.requests[0].key, parsed(line(50, "GET /a HTTP/1.1", "198.51.100.9")).requests[0].key);
}

TEST(AccessLog, HostsAreNumberedInTheOrderOfAppearance)
{
    const TrafficLog log = parsed(line(0, "GET / HTTP/1.1", "b") + line(1, "GET / HTTP/1.1", "a") + line(2, "GET / HTTP/1.1", "b") + line(3, "GET / HTTP/1.1", "c"));
    EXPECT_EQ(log.requests[0].user, 0u);
    EXPECT_EQ(log.requests[1].user, 1u);
    EXPECT_EQ(log.requests[2].user, 0u);
    EXPECT_EQ(log.requests[3].user, 2u);
}

TEST(AccessLog, TheRequestsOfASecondAreSpreadEvenlyOverItInTheirOrder)
{
    const TrafficLog log = parsed(line(7, "GET /1") + line(9, "GET /2") + line(9, "GET /3") + line(9, "GET /4") + line(9, "GET /5"));
    EXPECT_EQ(log.requests[0].at, SimTime{});
    for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(log.requests[i + 1].at, SimTime{2'000'000'000 + static_cast<std::int64_t>(i) * 250'000'000});
    EXPECT_EQ(log.requests[4].key, parsed(line(0, "GET /5")).requests[0].key);
}

TEST(AccessLog, LinesOutOfOrderAreSortedAndCountFromTheEarliest)
{
    const TrafficLog log = parsed(line(9, "GET /late") + line(7, "GET /early"));
    EXPECT_EQ(log.requests[0].at, SimTime{});
    EXPECT_EQ(log.requests[0].key, parsed(line(0, "GET /early")).requests[0].key);
    EXPECT_EQ(log.requests[1].at, SimTime{2'000'000'000});
}

TEST(AccessLog, ZonesAndDaysAreTakenIntoAccount)
{
    const auto at = [](const char* first, const char* second) {
        const std::string rest = "] \"GET / HTTP/1.1\" 200 1\n";
        return parsed(std::string("h - - [") + first + rest + "h - - [" + second + rest).requests[1].at.seconds();
    };
    EXPECT_EQ(at("10/Oct/2000:13:55:36 -0700", "10/Oct/2000:22:55:37 +0200"), 1);
    EXPECT_EQ(at("28/Feb/2000:23:59:59 +0000", "01/Mar/2000:00:00:00 +0000"), 86401);
    EXPECT_EQ(at("31/Dec/1999:23:30:00 -0030", "01/Jan/2000:00:00:01 +0000"), 1);
}

TEST(AccessLog, BlankLinesAndCommentsAreLeftOut) { EXPECT_EQ(parsed("# made up\n\n" + line(0) + "   \n").requests.size(), 1u); }

TEST(AccessLog, SaysWhichLineIsWrong)
{
    EXPECT_EQ(problem(""), "it is empty");
    EXPECT_EQ(problem("\n# nothing\n"), "it is empty");
    EXPECT_EQ(problem(line(0) + "\n" + "hello\n").substr(0, 53), "line 3: it does not look like a line of an access log");
    EXPECT_EQ(problem("h - - [10/Okt/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1"), "line 1: \"10/Okt/2000:13:55:36 -0700\" is not a time such as 10/Oct/2000:13:55:36 -0700");
    for (const char* wrong : {"h - - [31/Feb/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 1", "h - - [10/Oct/2000:24:55:36 -0700] \"GET / HTTP/1.1\" 200 1",
                              "h - - [10/Oct/2000:13:55:36] \"GET / HTTP/1.1\" 200 1", "h - - [10/Oct/2000:13:55:36 -0700] GET / HTTP/1.1 200 1",
                              "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1 200 1", "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" ok 1",
                              "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 many", "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200"})
        EXPECT_EQ(problem(wrong).substr(0, 8), "line 1: ") << wrong;
}

TEST(AccessLog, HasAMillionLinesAtMost)
{
    std::string text;
    for (std::size_t i = 0; i <= mostDataLines; ++i) text += "x\n";
    std::size_t read = 0;
    const auto all = readLines(text, [&](std::string_view) { ++read; return Result<void>(); });
    ASSERT_FALSE(all);
    EXPECT_EQ(all.error().message, "line 1000001: it has more than 1000000 lines of data; take a part of it");
    EXPECT_EQ(read, mostDataLines);
}

} // namespace
} // namespace scalelab
