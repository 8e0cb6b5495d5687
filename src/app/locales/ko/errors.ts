/** Korean of the engine's errors: by message id, with the English above each. */

export const errors = {
  // The file is empty. Choose another, or copy it again.
  s7ecbda348fea6126: '빈 파일입니다. 다른 파일을 고르거나 다시 복사해 주세요.',
  // The file is not a picture, whatever its name says. Choose a photograph.
  seee11d3da9d9d255: '이름과 달리 내용이 사진이 아닙니다. 사진 파일을 골라 주세요.',
  // The picture is damaged or of a rare kind. Copy it again, or save it as PNG or JPEG.
  s36623831ae4a4179: '손상되었거나 드문 형식의 사진입니다. 다시 복사하거나 PNG 또는 JPEG로 저장해 주세요.',
  // The picture has too many pixels. Make it smaller first.
  s6912759587484edf: '사진의 픽셀 수가 너무 많습니다. 먼저 크기를 줄여 주세요.',
  // Pictures of this kind are not supported. Convert it to JPEG or PNG.
  sf690912ffcfc5c4b: '지원하지 않는 형식의 사진입니다. JPEG나 PNG로 변환해 주세요.',
  // There are no words. Type some.
  s728a129ddeac63af: '내용이 비어 있습니다. 글을 입력해 주세요.',
  // The model can’t do this. Choose one that can.
  s53010e94748479f9: '이 모델은 그 일을 할 수 없습니다. 할 수 있는 모델을 선택해 주세요.',
  // The conversation is longer than the model can remember. Begin a new one.
  s5ac26a7e95ae0f2c: '대화가 모델이 기억할 수 있는 길이를 넘었습니다. 새 대화를 시작해 주세요.',
  // This chat was closed. Begin a new one.
  sfa47079cb5efe21c: '닫힌 대화입니다. 새 대화를 시작해 주세요.',
  // A setting is not one that the model knows.
  s0518d799994df56e: '모델이 알지 못하는 설정입니다.',
  // The model, or a file of it, is not there.
  scda8523970a35e04: '모델 또는 모델의 파일이 없습니다.',
  // The model’s files can’t be used as they are. Export the pack again.
  sfaed583012214fa5: '모델 파일을 이대로 사용할 수 없습니다. 팩을 다시 내보내 주세요.',
  // A file is not the one that the model was made with.
  s6e5ae6df3160ed45: '모델을 만들 때의 파일과 다른 파일이 있습니다.',
  // Something could not be fetched. Check the connection and try again.
  se3bca5c151a81e74: '가져오지 못한 것이 있습니다. 연결을 확인하고 다시 시도해 주세요.',
  // It could not be stored: this device has too little room. Free some and try again.
  s8bfdc896dbc1be67: '이 기기에 공간이 부족해 저장하지 못했습니다. 공간을 확보하고 다시 시도해 주세요.',
  // This browser gives no GPU. Use a current browser with graphics acceleration on.
  s662d3f630e759557: '이 브라우저에서 GPU를 쓸 수 없습니다. 그래픽 가속을 켠 최신 브라우저를 사용해 주세요.',
  // The GPU was lost. The model starts again when it is needed next; try again.
  se9193600e4fba52d: 'GPU 연결이 끊겼습니다. 모델은 다음에 필요할 때 다시 시작되니 다시 시도해 주세요.',
  // Memory ran out. Close other tabs or choose a smaller model, then try again.
  sb0082822ce875d0d: '메모리가 부족합니다. 다른 탭을 닫거나 더 작은 모델을 선택한 뒤 다시 시도해 주세요.',
  // It was stopped.
  s56cf35ae185a29ce: '중지되었습니다.',
  // The model failed. It starts again when it is needed next; try again.
  se75207152eb78d99: '모델에 오류가 생겼습니다. 다음에 필요할 때 다시 시작되니 다시 시도해 주세요.',
};
