package io.cityward.app.server;

import io.cityward.proto.v1.Camera;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One who watches the cameras. Of each camera only the newest message waits, so that a slow reader
 * costs no more than one message per camera.
 */
final class CameraWatch {

  private final ServerCallStreamObserver<Camera> observer;
  private final Map<String, Camera> waiting = new LinkedHashMap<>();

  CameraWatch(ServerCallStreamObserver<Camera> observer) {
    this.observer = observer;
    observer.setOnReadyHandler(this::send);
  }

  void onGone(Runnable gone) {
    observer.setOnCancelHandler(gone);
    observer.setOnCloseHandler(gone);
  }

  synchronized void offer(List<Camera> cameras) {
    cameras.forEach(camera -> waiting.put(camera.getId(), camera));
    send();
  }

  private synchronized void send() {
    Iterator<Camera> next = waiting.values().iterator();
    while (next.hasNext() && observer.isReady() && !observer.isCancelled()) {
      observer.onNext(next.next());
      next.remove();
    }
  }

  synchronized void complete() {
    if (!observer.isCancelled()) {
      observer.onCompleted();
    }
  }
}
