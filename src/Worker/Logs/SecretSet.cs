using System.Text;
using Actors.Contracts.Workers;

namespace Actors.Worker.Logs;

/// <summary>All forms of all secrets as one automaton (Aho-Corasick): one step for each byte, however many secrets there are.</summary>
internal sealed class SecretSet
{
    private readonly Dictionary<long, int> _edges = [];
    private readonly List<int> _fallback = [0];
    private readonly List<int> _depth = [0];
    private readonly List<int> _match = [0];

    /// <summary>From the secrets in clear text.</summary>
    public SecretSet(IEnumerable<string> secrets)
    {
        foreach (var form in secrets.SelectMany(SecretForms.Of).Select(Encoding.UTF8.GetBytes))
        {
            Add(form);
        }
        Link();
    }

    /// <summary>The state after a byte.</summary>
    public int Next(int state, byte value)
    {
        while (true)
        {
            if (_edges.TryGetValue(Edge(state, value), out var next))
            {
                return next;
            }
            if (state == 0)
            {
                return 0;
            }
            state = _fallback[state];
        }
    }

    /// <summary>How many of the last bytes may be the beginning of a secret.</summary>
    public int Depth(int state) => _depth[state];

    /// <summary>Length of the longest secret that ends here; 0: none does.</summary>
    public int Match(int state) => _match[state];

    /// <summary>A text without its secrets.</summary>
    public string Mask(string text)
    {
        var masker = new Masker(this);
        var bytes = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetString([.. masker.Write(bytes), .. masker.Flush()]);
    }

    private static long Edge(int state, byte value) => ((long)state << 8) | value;

    private void Add(byte[] form)
    {
        var state = 0;
        foreach (var value in form)
        {
            if (!_edges.TryGetValue(Edge(state, value), out var next))
            {
                next = _depth.Count;
                _edges.Add(Edge(state, value), next);
                _depth.Add(_depth[state] + 1);
                _fallback.Add(0);
                _match.Add(0);
            }
            state = next;
        }
        _match[state] = form.Length;
    }

    private void Link()
    {
        foreach (var (edge, child) in _edges.OrderBy(x => _depth[x.Value]).ToArray())
        {
            var parent = (int)(edge >> 8);
            _fallback[child] = parent == 0 ? 0 : Next(_fallback[parent], (byte)edge);
            _match[child] = Math.Max(_match[child], _match[_fallback[child]]);
        }
    }
}
