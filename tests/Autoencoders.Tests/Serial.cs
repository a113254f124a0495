// The random state and the count of live tensors belong to the process, so tests that look at them cannot run side by
// side.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
