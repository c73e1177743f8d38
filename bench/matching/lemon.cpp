// Solves a minimum-cost flow problem in DIMACS format with LEMON and prints one line of JSON, as scripts/solve.ts does.
// The clock runs from the making of the algorithm, which copies the network into its own arrays, to its answer.
#define LEMON_ONLY_TEMPLATES
#include <lemon/cost_scaling.h>
#include <lemon/dimacs.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>

using Graph = lemon::SmartDigraph;
using Whole = long long;
using ArcMap = Graph::ArcMap<Whole>;

struct Problem {
  Graph graph;
  ArcMap lower{graph}, capacity{graph}, cost{graph};
  Graph::NodeMap<Whole> supply{graph};
};

template <typename Algorithm>
int solve(const char* solver, const Problem& problem) {
  const auto begun = std::chrono::steady_clock::now();
  Algorithm algorithm(problem.graph);
  algorithm.lowerMap(problem.lower).upperMap(problem.capacity).costMap(problem.cost).supplyMap(problem.supply);
  // By default: block search, and partial augment with a factor of 16.
  const auto outcome = algorithm.run();
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - begun;

  const bool optimal = outcome == Algorithm::OPTIMAL;
  const char* status = optimal ? "optimal" : outcome == Algorithm::INFEASIBLE ? "infeasible" : "unbounded";
  const Whole objective = optimal ? algorithm.template totalCost<Whole>() : 0;
  rusage used;
  getrusage(RUSAGE_SELF, &used);
  std::printf("{\"solver\":\"%s\",\"status\":\"%s\",\"objective\":\"%lld\",\"solveMs\":%.1f,\"peakMiB\":%ld}\n", solver, status,
              objective, spent.count(), used.ru_maxrss / 1024);
  return optimal ? 0 : 1;
}

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "Usage: lemon network-simplex|cost-scaling FILE.min\n");
    return 2;
  }
  try {
    std::ifstream file(words[2]);
    Problem problem;
    lemon::readDimacsMin(file, problem.graph, problem.lower, problem.capacity, problem.cost, problem.supply);
    if (std::strcmp(words[1], "cost-scaling") == 0) return solve<lemon::CostScaling<Graph, Whole, Whole>>(words[1], problem);
    return solve<lemon::NetworkSimplex<Graph, Whole, Whole>>("network-simplex", problem);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
