// SPDX-FileCopyrightText: 2026 The ScaleLab authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "components/nosql_store/nosql_store.h"
#include "engine/catalog.h"
#include "model/component_view.h"

#include <algorithm>

namespace scalelab {

namespace {

using Params = NosqlStore::Params;

/// The nodes that wires join with this one, itself first.
std::vector<ComponentView> clusterOf(const ComponentView& node)
{
    std::vector<ComponentView> found = {node};
    const auto add = [&](const std::vector<ComponentView>& more) {
        for (const ComponentView& view : more)
            if (std::find(found.begin(), found.end(), view) == found.end()) found.push_back(view);
    };
    for (std::size_t i = 0; i < found.size(); ++i) {
        const ComponentView at = found[i];
        add(at.callees("peers"));
        add(at.callers("peers"));
    }
    return found;
}

std::string counted(std::int64_t number, const char* one, const char* many) { return std::to_string(number) + " " + (number == 1 ? one : many); }

void checkQuorum(const ComponentView& node, const char* param, const char* verb, std::int64_t quorum, std::int64_t replicas)
{
    if (quorum <= replicas) return;
    node.error(param, std::string("A ") + verb + " waits for " + counted(quorum, "answer", "answers") + ", but a key has only " + counted(replicas, "copy", "copies")
                          + ". Lower " + param + " to " + std::to_string(replicas) + ", or raise replicas to " + std::to_string(quorum) + ".");
}

void checkNode(const ComponentView& node)
{
    const auto params = node.params<Params>();
    checkQuorum(node, "read-quorum", "read", params.readQuorum, params.replicas);
    checkQuorum(node, "write-quorum", "write", params.writeQuorum, params.replicas);
    const std::vector<ComponentView> cluster = clusterOf(node);
    const auto nodes = static_cast<std::int64_t>(cluster.size());
    if (params.replicas > nodes)
        node.error("replicas", "Each key is to have " + std::to_string(params.replicas) + " copies, but the cluster has " + counted(nodes, "node", "nodes")
                                   + ". Wire " + counted(params.replicas - nodes, "more node", "more nodes")
                                   + " to it, in both directions, or lower replicas to " + std::to_string(nodes) + ".");
    const std::vector<ComponentView> reached = node.callees("peers");
    for (const ComponentView& other : cluster) {
        if (other == node) continue;
        const std::string name = "\"" + other.component().label() + "\"";
        if (std::find(reached.begin(), reached.end(), other) == reached.end())
            node.warn("", "It has no wire to " + name + " of its cluster, so it cannot reach the copies there. Draw a wire to it.");
        else if (const auto copies = other.params<Params>().replicas; copies != params.replicas)
            node.warn("replicas", "It keeps " + counted(params.replicas, "copy", "copies") + " of a key, but " + name + " keeps " + std::to_string(copies)
                                      + ". Give all nodes of a cluster the same number.");
    }
}

void declareParams(DeclBuilder<Params>& kind)
{
    kind.param("data-model", &Params::dataModel).label("Data model").help("What a join costs: how many keys it reads, and in how many steps.")
        .choice(DataModel::KeyValue, "key-value", "Key-value", "A join is one read for each item, all at the same time: the store knows nothing of their relation.")
        .choice(DataModel::Document, "document", "Document", "A join is one read: what belongs together is embedded in one document.")
        .choice(DataModel::Column, "column", "Column", "A join is one read of a wide row, which takes the scan time more for each further cell.")
        .choice(DataModel::Graph, "graph", "Graph", "A join is a traversal: each hop reads the neighbours of all that the hop before has found.");
    kind.param("replicas", &Params::replicas).label("Copies (N)").range(1, NosqlStore::mostCopies)
        .help("On how many nodes each key is kept; the same for all nodes of a cluster.");
    kind.param("read-quorum", &Params::readQuorum).label("Read quorum (R)").range(1, NosqlStore::mostCopies).live()
        .help("How many copies a read asks; the newest of their versions is the answer. With R + W > N it sees every acknowledged write. A copy that "
            "fails, or is too slow for the time-out of its wire, is replaced by the next one.");
    kind.param("write-quorum", &Params::writeQuorum).label("Write quorum (W)").range(1, NosqlStore::mostCopies).live()
        .help("A write goes to all copies and is acknowledged when this many have it.");
    kind.param("virtual-nodes", &Params::virtualNodes).label("Virtual nodes").range(1, 10000)
        .help("Points of this node on the hash ring; a node with twice as many gets twice as many keys.").source("Cassandra 4 has num_tokens 16.");
    kind.param("connections", &Params::connections).label("Connections").range(1, 1e9).live().typical(32)
        .help("Reads and writes of its own data that it performs at the same time; none: without limit. Waiting for other nodes takes none of them.")
        .source("Cassandra has concurrent_reads 32 and concurrent_writes 32.");
    kind.param("queue", &Params::queue).label("Queue").range(0, 1e9).live().typical(1000).help("Reads and writes that may wait for one of them; none: "
        "without limit.");
    kind.param("service", &Params::service).label("Service time").live().typical("exp(2ms)").help("Time to read one key on one node.")
        .source("An indexed read takes 2 to 10 ms including a disk access; stores keyed by hash are at the lower end.");
    kind.param("write-service", &Params::writeService).label("Write time").live()
        .help("Time to write one key on one node; none: the same distribution as for reads.");
    kind.param("join-items", &Params::joinItems).label("Items of a join").range(1, 10000).live().typical(24)
        .help("Key-value: keys that a join reads, its own and those that follow. Column: cells of the row that it reads.")
        .source("Web servers at Facebook fetch 24 keys at a time on average (Nishtala et al., NSDI 2013).");
    kind.param("scan", &Params::scan).label("Time per cell").range(0, 1000).live().onlyWhen("data-model", "column").help("Time that each further cell "
        "of a row adds to a join.");
    kind.param("fan-out", &Params::fanOut).label("Fan-out").range(1, 20).live().onlyWhen("data-model", "graph").help("Neighbours that each hop of a "
        "traversal follows from each vertex.");
    kind.param("depth", &Params::depth).label("Depth").range(0, 3).live().onlyWhen("data-model", "graph").help("Hops of a traversal; friends of friends are 2.");
    kind.param("read-repair", &Params::readRepair).label("Read repair").live().help("A read that sees different versions writes the newest back where "
        "it was missing.");
    kind.param("hinted-handoff", &Params::hintedHandoff).label("Hinted handoff").live()
        .help("A write that a copy could not take is kept here and delivered when the copy's node is back. It does not count for the quorum.");
    kind.param("hint-limit", &Params::hintLimit).label("Hints at most").range(0, 1e9).live().onlyWhen("hinted-handoff", "true")
        .help("How many hints wait here at most; what finds no room is dropped. None: without limit.");
    kind.param("handoff-interval", &Params::handoffInterval).label("Handoff every").range(0.001, 1e6).live().onlyWhen("hinted-handoff", "true")
        .help("How often it looks for nodes that are back and have hints waiting.").source("Cassandra looks for hints to deliver every 10 s.");
    kind.param("memory-only", &Params::memoryOnly).label("Memory only").live().help("A crash loses the data of this node; otherwise it is on disk and survives.");
    kind.param("detection", &Params::detection).label("Detection").range(0, 1e6).live().help("From a crash until clients send their calls to other nodes.")
        .source("MongoDB's drivers check each server every 10 s (heartbeatFrequencyMS).");
}

void declareMeasures(DeclBuilder<Params>& kind)
{
    kind.measure("nodes", "Nodes", Quantity::Integer, "Nodes of its cluster, itself included.");
    kind.measure("ring_share", "Share of the ring", Quantity::Share, "Share of all keys whose first copy belongs here.");
    kind.measure("keys", "Keys written", Quantity::Integer, "Keys that were ever written and of which a copy is here.");
    kind.measure("reads", "Reads", Quantity::Integer, "Reads and joins of clients that this node coordinated.");
    kind.measure("writes", "Writes", Quantity::Integer, "Writes of clients that this node coordinated.");
    kind.measure("copy_reads", "Reads of copies", Quantity::Integer, "Reads of its own data, for itself and for other coordinators.");
    kind.measure("copy_writes", "Writes of copies", Quantity::Integer, "Writes of its own data, hints and repairs included.");
    kind.measure("stale_reads", "Stale reads", Quantity::Integer, "Reads coordinated here that returned an older version than had been acknowledged "
        "when they began.");
    kind.measure("conflicts", "Conflicts", Quantity::Integer, "Writes that came from another coordinator after this one had taken a later write of "
        "the key without knowing of them; the later one wins.");
    kind.measure("no_quorum", "Without quorum", Quantity::Integer, "Keys for which this coordinator could not reach as many copies as the quorum wants.");
    kind.measure("read_repairs", "Read repairs", Quantity::Integer, "Newer versions that reads coordinated here wrote back.");
    kind.measure("hints_kept", "Hints kept", Quantity::Integer, "Writes kept here for a node that could not take them.");
    kind.measure("hints_waiting", "Hints waiting", Quantity::Integer, "Those that wait now.");
    kind.measure("hints_delivered", "Hints delivered", Quantity::Integer, "Those that reached their node.");
    kind.measure("hints_dropped", "Hints dropped", Quantity::Integer, "Hints for which there was no room, or no wire any more.");
    kind.measure("lost_writes", "Lost writes", Quantity::Integer, "Acknowledged writes of which a crash of this node took the last copy.");
}

} // namespace

void describe_nosql_store(Catalog& catalog)
{
    auto kind = catalog.add<NosqlStore>("nosql-store");
    kind.name("NoSQL store").category("Data").provides("nosql").provides("session-store").provides("nosql-peer");
    kind.searchWords({"cassandra", "dynamo", "dynamodb", "riak", "mongodb", "key-value", "document", "column", "graph", "quorum", "session store", "eventual consistency"});
    kind.help("One node of a NoSQL store: nodes that are wired to each other share the keys among them and keep copies for each other.");
    kind.models("A hash ring that says which nodes keep a key; any node coordinates what its clients ask, by calls to the nodes with copies: reads wait for R of "
                "N, writes for W; the later write wins; stale reads and conflicts are counted, hints and read repair bring copies up to date. Sessions have "
                "keys of their own; one that was never written is answered as a miss. Data survives a crash unless it is in memory only. How long a "
                    "coordinator waits for a copy is declared at the wire.");
    kind.leavesOut("Repair of copies in the background, clocks that differ, indexes, transactions, removal of old sessions. Nodes that join or leave "
        "a running cluster "
                   "bring the data to its new places in no time. A coordinator knows at once that a node refuses its calls, and reads of one copy prefer its own.");
    kind.port({"peers", "Peers", "The other nodes of the cluster; each needs a wire to each.", {"nosql-peer"}, SIZE_MAX, "", "", false});
    declareParams(kind);
    declareMeasures(kind);
    kind.rule(checkNode);
}

} // namespace scalelab
