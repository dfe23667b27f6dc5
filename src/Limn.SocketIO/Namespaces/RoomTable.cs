namespace Limn.SocketIO.Namespaces;

/// <summary>Who is in which room of one namespace. Safe for use by several threads.</summary>
internal sealed class RoomTable
{
    private readonly Dictionary<string, HashSet<Socket>> rooms = [];

    public int Count
    {
        get
        {
            lock (rooms)
                return rooms.Count;
        }
    }

    public void Join(string room, Socket socket)
    {
        lock (rooms)
        {
            // Checked inside, since an ending socket leaves its rooms once only.
            if (!socket.IsConnected)
                return;
            if (!rooms.TryGetValue(room, out var members))
                rooms[room] = members = [];
            members.Add(socket);
            (socket.Rooms ??= []).Add(room);
        }
    }

    public void Leave(string room, Socket socket)
    {
        lock (rooms)
        {
            if (socket.Rooms?.Remove(room) == true)
                Remove(room, socket);
        }
    }

    public void LeaveAll(Socket socket)
    {
        lock (rooms)
        {
            foreach (var room in socket.Rooms ?? [])
                Remove(room, socket);
            socket.Rooms = null;
        }
    }

    public IReadOnlyCollection<Socket> Members(string room)
    {
        lock (rooms)
            return rooms.TryGetValue(room, out var members) ? [.. members] : [];
    }

    private void Remove(string room, Socket socket)
    {
        var members = rooms[room];
        members.Remove(socket);
        if (members.Count == 0)
            rooms.Remove(room);
    }
}
