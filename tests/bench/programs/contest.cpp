// SPDX-License-Identifier: GPL-3.0-or-later
// What people hand in: bits/stdc++.h, containers, algorithms, streams; two kilobytes.
#include <bits/stdc++.h>
using namespace std;

struct Edge {
    int to;
    long long weight;
    string name;
};

class Graph
{
public:
    explicit Graph(int nodes)
        : m_edges(nodes)
    {
    }
    void add(int from, int to, long long weight, const string &name)
    {
        m_edges[from].push_back({to, weight, name});
        m_edges[to].push_back({from, weight, name});
        m_names[name].insert(from);
    }
    vector<long long> distances(int start) const
    {
        vector<long long> best(m_edges.size(), numeric_limits<long long>::max());
        priority_queue<pair<long long, int>, vector<pair<long long, int>>, greater<>> queue;
        best[start] = 0;
        queue.push({0, start});
        while (!queue.empty()) {
            const auto [distance, node] = queue.top();
            queue.pop();
            if (distance > best[node])
                continue;
            for (const auto &edge : m_edges[node]) {
                if (best[node] + edge.weight < best[edge.to]) {
                    best[edge.to] = best[node] + edge.weight;
                    queue.push({best[edge.to], edge.to});
                }
            }
        }
        return best;
    }
    const map<string, set<int>> &names() const { return m_names; }

private:
    vector<vector<Edge>> m_edges;
    map<string, set<int>> m_names;
};

int main()
{
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int nodes = 0;
    int edges = 0;
    cin >> nodes >> edges;
    Graph graph(nodes);
    for (int i = 0; i < edges; ++i) {
        int from = 0, to = 0;
        long long weight = 0;
        string name;
        cin >> from >> to >> weight >> name;
        graph.add(from - 1, to - 1, weight, name);
    }
    auto distances = graph.distances(0);
    sort(distances.begin(), distances.end());
    for (const auto distance : distances)
        cout << distance << ' ';
    unordered_map<string, int> counts;
    for (const auto &[name, starts] : graph.names())
        counts[name] += static_cast<int>(starts.size());
    cout << counts.size() << '\n';
}
