// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/verify.h"

#include "verify/evaluate.h"

#include <algorithm>
#include <cmath>

namespace scalelab {

namespace {

constexpr std::size_t roundOfSeeds = 5;

/// The claims of a plan and what has been observed for each.
class Verification {
public:
    Verification(const Plan& plan, const VerifyOptions& options, const StartRun& start)
        : plan_(plan), options_(options), start_(start), observations_(plan.claims.size()), judgements_(plan.claims.size())
    {
        for (std::size_t i = 0; i < plan.claims.size(); ++i) open_.push_back(i);
    }

    Result<std::vector<Judgement>> judgeAll()
    {
        if (options_.seeds) {
            if (const auto done = runRound(options_.seeds->from, options_.seeds->to - options_.seeds->from + 1); !done) return done.error();
            return judgements_;
        }
        std::size_t done = 0;
        while (!open_.empty()) {
            const std::size_t count = std::min(roundOfSeeds, mostRunsLeft(done));
            if (const auto round = runRound(plan_.seed + done, count); !round) return round.error();
            done += count;
            std::erase_if(open_, [&](std::size_t claim) { return done >= expectationOf(claim).mostRuns || isSettled(judgements_[claim], expectationOf(claim).precision); });
        }
        return judgements_;
    }

private:
    const Expectation& expectationOf(std::size_t claim) const { return plan_.expectations[plan_.claims[claim].expectation]; }

    /// Runs until the first of the open claims has had its most.
    std::size_t mostRunsLeft(std::size_t done) const
    {
        std::size_t least = SIZE_MAX;
        for (const std::size_t claim : open_) least = std::min(least, expectationOf(claim).mostRuns - done);
        return least;
    }

    Result<void> runRound(std::uint64_t firstSeed, std::size_t count)
    {
        std::set<std::size_t> wanted;
        for (const std::size_t claim : open_) wanted.insert(plan_.claims[claim].sought.begin(), plan_.claims[claim].sought.end());
        std::vector<std::uint64_t> seeds;
        for (std::size_t i = 0; i < count; ++i) seeds.push_back(firstSeed + i);
        const auto readings = replicate(plan_, wanted, seeds, options_.threads, start_, options_.stop);
        if (!readings) return readings.error();
        for (const std::size_t claim : open_) {
            for (const Readings& run : *readings) observe(claim, run);
            judgements_[claim] = judge(expectationOf(claim).comparison, observations_[claim], expectationOf(claim).confidence);
            if (judgements_[claim].lacksValues) judgements_[claim].why = whatIsMissing(claim);
        }
        return {};
    }

    void observe(std::size_t claim, const Readings& run)
    {
        const Comparison& comparison = expectationOf(claim).comparison;
        std::vector<double> references;
        for (const std::size_t sought : plan_.claims[claim].sought) {
            references.push_back(run[sought]);
            if (std::isnan(run[sought])) missing_.insert(sought);
        }
        Observations& observations = observations_[claim];
        observations.left.push_back(evaluate(comparison.left, references));
        observations.right.push_back(evaluate(comparison.right, references));
        if (comparison.relation == Relation::Between) observations.upper.push_back(evaluate(comparison.upper, references));
    }

    std::string whatIsMissing(std::size_t claim) const
    {
        for (const std::size_t sought : plan_.claims[claim].sought)
            if (missing_.contains(sought)) return plan_.sought[sought].name + " has no value in some runs";
        return "it cannot be computed in some runs";
    }

    const Plan& plan_;
    const VerifyOptions& options_;
    const StartRun& start_;
    std::vector<Observations> observations_;
    std::vector<Judgement> judgements_;
    std::vector<std::size_t> open_;  ///< Claims that may need more runs.
    std::set<std::size_t> missing_; ///< What is sought and had no value in some run.
};

} // namespace

Result<std::vector<Judgement>> verify(const Plan& plan, const VerifyOptions& options, const StartRun& start)
{
    return Verification(plan, options, start).judgeAll();
}

bool isAsExpected(const Claim& claim, const Judgement& judgement) { return judgement.verdict == (claim.mustFail ? Verdict::Failed : Verdict::Passed); }

bool isVerified(const Plan& plan, const std::vector<Judgement>& judgements)
{
    bool all = !plan.claims.empty();
    for (std::size_t i = 0; i < plan.claims.size(); ++i) all &= isAsExpected(plan.claims[i], judgements[i]);
    return all;
}

} // namespace scalelab
