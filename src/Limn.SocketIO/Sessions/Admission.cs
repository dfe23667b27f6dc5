namespace Limn.SocketIO.Sessions;

/// <summary>Whether there is a place for one more session.</summary>
internal enum Admission
{
    Granted,
    ServerFull,
    AddressFull,
}
