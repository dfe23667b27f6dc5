// The peer: the npm server with the same work, which is to acknowledge "echo" with what it was sent.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
io.on('connection', (socket) => {
  socket.on('echo', (text, acknowledge) => acknowledge(text));
});
http.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
