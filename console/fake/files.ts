import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';

const CLIP = process.env.CITYWARD_FAKE_CLIP ?? '';
const SNAPSHOT = process.env.CITYWARD_FAKE_SNAPSHOT ?? '';

/**
 * What the center serves over HTTP for a camera: a picture ($CITYWARD_FAKE_SNAPSHOT, JPEG) and an
 * endless live view ($CITYWARD_FAKE_CLIP, H.264, played over and over by `ffmpeg`).
 */
export function fakeFiles(): Plugin {
  return {
    name: 'fake-files',
    configureServer: ({ middlewares }) => {
      middlewares.use('/cameras', (request, response) => {
        const [, id = '', file = ''] = /^\/([^/]+)\/([^?]+)/.exec(request.url ?? '') ?? [];
        if (file === 'snapshot.jpg' && SNAPSHOT !== '') {
          response.setHeader('content-type', 'image/jpeg');
          response.end(readFileSync(SNAPSHOT));
        } else if (file === 'live.mp4' && CLIP !== '' && id !== 'cam-02') {
          play(request, response);
        } else {
          response.statusCode = id === 'cam-02' ? 503 : 404;
          response.end(id === 'cam-02' ? '4 of 4 viewers watch this camera already' : '');
        }
      });
    },
  };
}

function play(request: IncomingMessage, response: ServerResponse): void {
  const flags = '+empty_moov+default_base_moof+frag_every_frame';
  const input = ['-loglevel', 'error', '-re', '-stream_loop', '-1', '-i', CLIP];
  const output = ['-an', '-c', 'copy', '-movflags', flags, '-f', 'mp4', 'pipe:1'];
  const ffmpeg = spawn('ffmpeg', [...input, ...output]);
  response.setHeader('content-type', 'video/mp4; codecs="avc1.64001f"');
  ffmpeg.stdout.pipe(response);
  request.on('close', () => ffmpeg.kill());
}
