using Xunit;

// Each scenario breaks something under a load; two at once would only slow each other down.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
